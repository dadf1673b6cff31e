package dev.parley.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// An OpenAI-compatible model on this machine that streams the same words to everybody, as fast as a real one would.
final class ScriptedModel implements AutoCloseable {
    private static final int PIECES = 80;
    private static final long PAUSE_MILLIS = 3;

    private final HttpServer server;

    ScriptedModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", ScriptedModel::answer);
        server.start();
    }

    /// As `PARLEY_PRIVATE_HOSTS` names it, such as `127.0.0.1:40123`.
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < PIECES; i++) {
                send(exchange, piece("word " + i + " of the answer, "));
                Thread.sleep(PAUSE_MILLIS);
            }
            send(exchange, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
            send(exchange, "[DONE]");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String piece(String text) {
        var event = Json.object();
        event.putArray("choices").addObject().put("index", 0).putObject("delta").put("content", text);
        return Json.text(event);
    }

    private static void send(HttpExchange exchange, String data) throws IOException {
        exchange.getResponseBody().write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
