package dev.parley.demo;

import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One question over one connection: hello, send, and everything the hub says until the answer is complete.
final class RehearsedChat implements WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 60;

    private final String id;
    private final String question;
    /// The JDK's client takes one frame at a time, and the hub may answer before the client has seen its own through.
    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final StringBuilder frame = new StringBuilder();

    private RehearsedChat(String id, String question) {
        this.id = id;
        this.question = question;
    }

    /// @param token proves the user to the agent behind `address`
    /// @param id    the question's, unique for the user
    /// @throws IllegalStateException if no answer comes
    static void ask(HttpClient http, URI address, String token, String id, String question) {
        var chat = new RehearsedChat(id, question);
        var socket = http.newWebSocketBuilder().buildAsync(address, chat).join();
        try {
            socket.sendText(Json.text(Json.object().put("type", "hello").put("token", token)), true)
                    .thenRun(() -> chat.greeted.complete(null));
            chat.answered.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } finally {
            socket.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            heard(socket, frame.toString());
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    private void heard(WebSocket socket, String text) {
        try {
            var type = StrictJson.object(text).path("type").asText();
            switch (type) {
                case "ready" -> greeted.thenCompose(_ -> socket.sendText(
                        Json.text(Json.object().put("type", "send").put("id", id).put("text", question)), true));
                case "completed" -> answered.complete(null);
                case "failed", "refused" -> answered.completeExceptionally(new IllegalStateException(text));
                default -> { }
            }
        } catch (MalformedJson e) {
            answered.completeExceptionally(e);
        }
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        answered.completeExceptionally(error);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        answered.completeExceptionally(new IllegalStateException("The hub closed with " + code));
        return null;
    }
}
