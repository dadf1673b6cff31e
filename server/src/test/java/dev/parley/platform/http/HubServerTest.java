package dev.parley.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.config.Settings;
import dev.parley.platform.json.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HubServerTest {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Boolean> virtual = new ArrayList<>();
    private HubServer server;

    @BeforeEach
    void start() {
        var settings = HttpSettings.from(Settings.read(Map.of("PARLEY_PORT", "0")));
        var operation = new Route.Operation("test", "test", "For the test.");
        var routes = List.of(
                new Route("GET", "/things/{thing}", Route.Rule.ANYONE, operation,
                        request -> Response.ok(Json.object().put("thing", request.pathParameter("thing")))),
                new Route("GET", "/things/mine", Route.Rule.ANYONE, operation,
                        _ -> Response.ok(Json.object().put("thing", "fixed"))),
                new Route("POST", "/things", Route.Rule.ANYONE, operation, 64,
                        request -> Response.created(request.json())),
                new Route("GET", "/address", Route.Rule.ANYONE, operation,
                        request -> Response.ok(Json.object().put("address", request.address().getHostAddress())
                                .put("origin", request.ownOrigin()))),
                new Route("GET", "/broken", Route.Rule.ANYONE, operation, _ -> {
                    throw new IllegalStateException("secret inside");
                }),
                new Route("GET", "/limited", Route.Rule.ANYONE, operation, _ -> {
                    throw Refused.until(ErrorCode.RATE_LIMITED, "Wait.", Duration.ofMillis(1500));
                }),
                new Route("GET", "/events", Route.Rule.ANYONE, operation, _ -> Response.events(sink -> {
                    sink.send("delta", "{\"a\":1}");
                    sink.keepAlive();
                    sink.send("completed", "{}");
                })),
                new Route("GET", "/files/{path...}", Route.Rule.ANYONE, operation,
                        request -> Response.ok(Json.object().put("path", request.pathParameter("path")))));
        var echo = new SocketRoute("/echo/{room}", (request, socket) -> {
            if (request.pathParameter("room").equals("closed")) {
                throw Refused.because(ErrorCode.ORIGIN_NOT_ALLOWED, "Not from there.");
            }
            return new SocketRoute.Listener() {
                @Override
                public void onText(String text) {
                    virtual.add(Thread.currentThread().isVirtual());
                    if (text.equals("close")) {
                        socket.close(4400, "as asked", Duration.ofSeconds(1));
                    } else {
                        socket.send(text);
                    }
                }

                @Override
                public void onTooLong() {
                    socket.close(4413, "too long", Duration.ofSeconds(1));
                }

                @Override
                public void onClosed(int closeCode) {}
            };
        });
        server = new HubServer(settings, new RouteTable(routes, List.of(echo)), new SimpleMeterRegistry(), scheduler);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        scheduler.shutdownNow();
    }

    @Test
    void aFixedSegmentGoesBeforeAParameter() throws Exception {
        assertThat(get("/things/yours").body()).isEqualTo("{\"success\":true,\"data\":{\"thing\":\"yours\"}}");
        assertThat(get("/things/mine").body()).contains("fixed");
        assertThat(get("/files/a/b.js").body()).contains("\"a/b.js\"");
    }

    @Test
    void everyRefusalHasOneShape() throws Exception {
        var missing = get("/nothing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"success\":false", "\"code\":\"not_found\"", "\"title\":\"Not Found\"");
        assertThat(missing.headers().firstValue("Parley-Request-Id").map(missing.body()::contains)).hasValue(true);

        var broken = get("/broken");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("internal_error").doesNotContain("secret inside");

        var limited = get("/limited");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("2");

        var wrongMethod = get("/things");
        assertThat(wrongMethod.statusCode()).isEqualTo(404);
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void aBodyIsReadStrictly() throws Exception {
        assertThat(post("application/json", "{\"a\":1}").statusCode()).isEqualTo(201);
        assertThat(post("text/plain", "{\"a\":1}").body()).contains("invalid_request", "\"field\":\"Content-Type\"");
        assertThat(post("application/json", "{\"a\":1,\"a\":2}").statusCode()).isEqualTo(400);
        assertThat(post("application/json", "[]").statusCode()).isEqualTo(400);
        assertThat(post("application/json", "{\"a\":\"" + "x".repeat(64) + "\"}").statusCode()).isEqualTo(413);
    }

    @Test
    void aClientThatSendsMuchTooMuchLearnsWhy() throws Exception {
        var body = "{\"a\":\"" + "x".repeat(8 * 1024 * 1024) + "\"}";
        assertThat(post("application/json", body).statusCode()).isEqualTo(413);
        var head = "POST /things HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";
        var chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        assertThat(raw(head + chunk)).contains(" 413 ", "too_large");
    }

    @Test
    void eventsArriveInOrder() throws Exception {
        var events = get("/events");
        assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(events.body()).isEqualTo("event: delta\ndata: {\"a\":1}\n\n:\n\nevent: completed\ndata: {}\n\n");
    }

    @Test
    void forwardedHeadersOfAStrangerAreIgnored() throws Exception {
        var answer = client.send(HttpRequest.newBuilder(uri("/address")).header("X-Forwarded-For", "1.2.3.4")
                .header("X-Forwarded-Proto", "https").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("127.0.0.1", "\"origin\":\"http://127.0.0.1:" + server.port() + "\"");
    }

    @Test
    void malformedHttpIsRefusedInOurWords() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")).contains(" 413 ", "too_large");
        assertThat(raw("NONSENSE\r\n\r\n")).contains(" 400 ");
        assertThat(raw("GET /things/%2e%2e/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).contains(" 400 ");
    }

    @Test
    void aSocketEchoesOnAVirtualThreadAndClosesWithItsCode() throws Exception {
        var heard = new Heard();
        var socket = open("/echo/a", heard);
        socket.sendText("héllo 🌍", true).join();
        assertThat(heard.frames.poll(5, TimeUnit.SECONDS)).isEqualTo("héllo 🌍");
        socket.sendText("close", true).join();
        assertThat(heard.frames.poll(5, TimeUnit.SECONDS)).isEqualTo("closed 4400 as asked");
        assertThat(virtual).containsOnly(true);
    }

    @Test
    void anUpgradeIsRefusedBeforeItHappens() throws IOException {
        assertThat(raw("GET /echo/closed HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"))
                .contains(" 403 ", "origin_not_allowed");
    }

    @Test
    void stoppingSaysGoodBye() throws Exception {
        var heard = new Heard();
        open("/echo/a", heard);
        server.close();
        assertThat(heard.frames.poll(5, TimeUnit.SECONDS)).startsWith("closed 1001");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String type, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri("/things")).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(4_000), StandardCharsets.UTF_8);
        }
    }

    private WebSocket open(String path, Heard heard) {
        return client.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), heard).join();
    }

    private static final class Heard implements WebSocket.Listener {
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frames.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            frames.add("closed " + statusCode + " " + reason);
            return null;
        }
    }
}
