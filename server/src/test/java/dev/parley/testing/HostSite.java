package dev.parley.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// A host product's web site on an origin of its own: pages by path, and answers computed anew for each request.
public final class HostSite implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Supplier<Answer>> pages = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();

    /// What a request for one path gets.
    public record Answer(int status, String body) {
        static final Answer NOT_FOUND = new Answer(404, "");
    }

    public HostSite() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                var answer = pages.getOrDefault(path, () -> Answer.NOT_FOUND).get();
                var body = answer.body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", type(path));
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    private static String type(String path) {
        return path.endsWith(".js") ? "text/javascript" : path.startsWith("/api/") ? "application/json" : "text/html";
    }

    /// The site's origin under a host name that leads to this machine, such as `shop.localhost`.
    public String origin(String host) {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    public HostSite page(String path, String body) {
        return page(path, () -> body);
    }

    public HostSite page(String path, Supplier<String> body) {
        return answer(path, () -> new Answer(200, body.get()));
    }

    public HostSite answer(String path, Supplier<Answer> answer) {
        pages.put(path, answer);
        return this;
    }

    /// A header of every answer.
    public HostSite header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
