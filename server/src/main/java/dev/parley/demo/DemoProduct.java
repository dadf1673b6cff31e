package dev.parley.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Harbour Coffee, the sample product: a page, two accounts, and one endpoint that signs a token for whoever is signed
/// in. Everything an integrator writes stands here and in `demo.js`.
final class DemoProduct implements AutoCloseable {
    private static final String COOKIE = "harbour_session";
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);
    private static final Map<String, String> PAGES = Map.of(
            "/", "index.html", "/iframe", "iframe.html", "/demo.css", "demo.css", "/demo.js", "demo.js",
            "/iframe.js", "iframe.js");

    private final HttpServer server;
    private final TokenSigner signer;
    private final String hub;
    private final Map<String, DemoUser> sessions = new ConcurrentHashMap<>();

    DemoProduct(String host, int port, String hub, TokenSigner signer) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(host, port), 0);
        this.signer = signer;
        this.hub = hub;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "POST /session" -> signIn(exchange);
                case "POST /sign-out" -> signOut(exchange);
                case "GET /api/me" -> me(exchange);
                case "POST /api/parley-token" -> token(exchange);
                default -> page(exchange);
            }
        }
    }

    /// The product's own login, which Parley never sees; a real product asks for more than a click.
    private void signIn(HttpExchange exchange) throws IOException {
        var email = new String(exchange.getRequestBody().readNBytes(200), StandardCharsets.UTF_8);
        var user = DemoUser.byEmail(email);
        if (user.isEmpty()) {
            answer(exchange, 404, "text/plain", "No such account.");
            return;
        }
        var session = Ids.secret();
        sessions.put(session, user.get());
        exchange.getResponseHeaders().add("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
        answer(exchange, 204, null, "");
    }

    private void signOut(HttpExchange exchange) throws IOException {
        session(exchange).ifPresent(sessions::remove);
        exchange.getResponseHeaders().add("Set-Cookie", COOKIE + "=; Path=/; Max-Age=0");
        answer(exchange, 204, null, "");
    }

    /// Who is signed in, and where the hub is.
    private void me(HttpExchange exchange) throws IOException {
        var me = Json.object().put("hub", hub).put("agent", DemoAgent.SLUG);
        var accounts = me.putArray("accounts");
        for (var user : DemoUser.values()) {
            accounts.addObject().put("email", user.email()).put("name", user.fullName()).put("plan", user.plan());
        }
        user(exchange).ifPresent(user -> me.put("email", user.email()));
        answer(exchange, 200, "application/json", Json.text(me));
    }

    /// Vouches for the signed-in user, and for nobody else: the page cannot choose whom.
    private void token(HttpExchange exchange) throws IOException {
        var user = user(exchange);
        if (user.isEmpty()) {
            answer(exchange, 401, "application/json", "{\"error\":\"Nobody is signed in.\"}");
            return;
        }
        var token = signer.sign(user.get(), TOKEN_LIFETIME);
        answer(exchange, 200, "application/json", Json.text(Json.object().put("token", token)));
    }

    private Optional<DemoUser> user(HttpExchange exchange) {
        return session(exchange).map(sessions::get);
    }

    private static Optional<String> session(HttpExchange exchange) {
        for (var header : exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of())) {
            for (var cookie : header.split("; *")) {
                if (cookie.startsWith(COOKIE + "=")) {
                    return Optional.of(cookie.substring(COOKIE.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static void page(HttpExchange exchange) throws IOException {
        var name = PAGES.get(exchange.getRequestURI().getPath());
        if (name == null) {
            answer(exchange, 404, "text/plain", "There is no such page.");
            return;
        }
        var type = name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "text/html";
        try (var in = DemoProduct.class.getResourceAsStream("/demo/" + name)) {
            answer(exchange, 200, type, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, int status, @Nullable String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
