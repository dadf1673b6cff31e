package dev.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A client of the chat socket, as a program outside would write one.
final class ChatClient implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    static ChatClient connect(String url, String... headers) {
        var client = new ChatClient();
        var builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        client.socket.complete(builder.buildAsync(URI.create(url), client).join());
        return client;
    }

    /// Says hello as whoever the token stands for and waits to be let in.
    ChatClient hello(String token) {
        send(Json.object().put("type", "hello").put("token", token));
        expect("ready");
        return this;
    }

    ChatClient helloVisitor() {
        send(Json.object().put("type", "hello"));
        expect("ready");
        return this;
    }

    void send(ObjectNode frame) {
        sendText(frame.toString());
    }

    void sendText(String text) {
        socket.join().sendText(text, true).join();
    }

    /// One frame in fragments (RFC 6455, section 5.4).
    void sendPieces(String... pieces) {
        for (int i = 0; i < pieces.length; i++) {
            socket.join().sendText(pieces[i], i == pieces.length - 1).join();
        }
    }

    /// Sends a message and waits until it is accepted.
    JsonNode say(String id, String text) {
        send(Json.object().put("type", "send").put("id", id).put("text", text));
        return expect("accepted");
    }

    JsonNode say(String id, String text, String conversation) {
        send(Json.object().put("type", "send").put("id", id).put("text", text).put("conversation", conversation));
        return expect("accepted");
    }

    /// The next frame.
    JsonNode next() {
        try {
            var frame = frames.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("No frame came; closed: " + closed);
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The next frame of that type; the ones before it are dropped.
    JsonNode expect(String type) {
        while (true) {
            var frame = next();
            if (frame.path("type").asText().equals(type)) {
                return frame;
            }
            if (frame.path("type").asText().equals("refused") && !type.equals("refused")) {
                throw new AssertionError("Waited for " + type + ", but " + frame);
            }
        }
    }

    /// The frames up to the first of that type, with it.
    List<JsonNode> until(String type) {
        var all = new ArrayList<JsonNode>();
        do {
            all.add(next());
        } while (!all.getLast().path("type").asText().equals(type));
        return all;
    }

    /// The words of the next answer, when it is complete, put together by their offsets.
    String answer() {
        return text(until("completed"));
    }

    /// The text that deltas make, each of which must begin where the one before ended.
    static String text(List<JsonNode> frames) {
        return text(frames, 0);
    }

    static String text(List<JsonNode> frames, int offset) {
        var text = new StringBuilder();
        for (var frame : frames) {
            if (frame.path("type").asText().equals("delta")) {
                if (frame.path("offset").asInt() != offset + text.length()) {
                    throw new AssertionError("Expected offset " + (offset + text.length()) + ": " + frame);
                }
                text.append(frame.path("text").asText());
            }
        }
        return text.toString();
    }

    /// Frames that came and nobody asked for.
    List<JsonNode> rest() {
        var rest = new ArrayList<JsonNode>();
        frames.drainTo(rest);
        return rest;
    }

    int closeCode() {
        try {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("Not closed", e);
        }
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(StrictJson.object(partial.toString()));
            } catch (MalformedJson e) {
                throw new AssertionError(e);
            }
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.join().abort();
    }
}
