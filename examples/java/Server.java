import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The smallest product with an agent: two users, one page, and an endpoint that vouches for whoever is signed in. */
public final class Server {
    record User(String email, String name) {}

    private static final String HUB = System.getenv().getOrDefault("PARLEY_HUB", "http://127.0.0.1:8080");
    private static final String AGENT = required("PARLEY_AGENT", "the agent's slug");
    private static final String SECRET = required("PARLEY_IDENTITY_SECRET", "the agent's identity secret");
    private static final int PORT = Integer.parseInt(System.getenv().getOrDefault("PORT", "3000"));

    private static final Map<String, User> USERS = Map.of(
            "user=jane", new User("jane@example.com", "Jane"), "user=omar", new User("omar@example.com", "Omar"));
    private static final Map<String, User> SESSIONS = new ConcurrentHashMap<>();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", PORT), 0);
        server.createContext("/", Server::handle);
        server.start();
        System.out.println("Open http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String required(String name, String meaning) {
        var value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            System.err.println("Set " + name + " to " + meaning + ".");
            System.exit(2);
        }
        return value;
    }

    /** An HS256 token (RFC 7515) that the hub takes for {@code user} during ten minutes. */
    private static String signToken(User user) {
        var now = Instant.now().getEpochSecond();
        var claims = "{\"user_email\":%s,\"variables\":{\"name\":%s},\"iat\":%d,\"exp\":%d}"
                .formatted(json(user.email()), json(user.name()), now, now + 600);
        var input = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return input + "." + encode(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }

    /** A JSON string: without the escapes a name could add claims of its own. Your product has a library for this. */
    private static String json(String text) {
        var quoted = new StringBuilder("\"");
        for (char unit : text.toCharArray()) {
            quoted.append(unit == '"' || unit == '\\' || unit < ' ' ? "\\u%04x".formatted((int) unit) : unit);
        }
        return quoted.append('"').toString();
    }

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /" -> page(exchange);
                case "POST /sign-in" -> signIn(exchange);
                case "POST /sign-out" -> signOut(exchange);
                case "POST /api/parley-token" -> token(exchange);
                default -> answer(exchange, 404, "text/plain", "");
            }
        }
    }

    private static void page(HttpExchange exchange) throws IOException {
        var user = SESSIONS.get(session(exchange));
        var html = Files.readString(Path.of("index.html")).replace("{{hub}}", HUB).replace("{{agent}}", AGENT)
                .replace("{{user}}", user == null ? "" : user.email());
        answer(exchange, 200, "text/html; charset=utf-8", html);
    }

    /** Stands for your product's own login, which asks for more than a click. */
    private static void signIn(HttpExchange exchange) throws IOException {
        var user = USERS.get(new String(exchange.getRequestBody().readNBytes(1000), UTF_8));
        if (user == null) {
            answer(exchange, 404, "text/plain", "");
            return;
        }
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        SESSIONS.put(encode(random), user);
        goHome(exchange, "session=" + encode(random) + "; Path=/; HttpOnly; SameSite=Lax");
    }

    private static void signOut(HttpExchange exchange) throws IOException {
        SESSIONS.remove(session(exchange));
        goHome(exchange, "session=; Path=/; Max-Age=0");
    }

    /** Vouches for the user of the session and nobody else: no parameter says for whom. */
    private static void token(HttpExchange exchange) throws IOException {
        var user = SESSIONS.get(session(exchange));
        if (user == null) {
            answer(exchange, 401, "application/json", "{\"error\":\"Nobody is signed in.\"}");
        } else {
            answer(exchange, 200, "application/json", "{\"token\":" + json(signToken(user)) + "}");
        }
    }

    private static String session(HttpExchange exchange) {
        for (var header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
            for (var cookie : header.split("; *")) {
                if (cookie.startsWith("session=")) {
                    return cookie.substring("session=".length());
                }
            }
        }
        return "";
    }

    private static void goHome(HttpExchange exchange, String cookie) throws IOException {
        exchange.getResponseHeaders().set("Location", "/");
        exchange.getResponseHeaders().set("Set-Cookie", cookie);
        exchange.sendResponseHeaders(303, -1);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
