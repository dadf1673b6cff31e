package dev.parley.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A client that behaves as the chat frame does: it sends one message after the other, and sends each again, over a new
/// socket where need be, until it is accepted.
final class HubWriter implements Runnable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final String url;
    private final String token;
    private final Journal journal;
    private final AtomicInteger accepted;
    private volatile boolean stopping;
    private @Nullable Connection connection;
    private @Nullable String conversation;

    /// @param accepted counts the messages of all writers
    HubWriter(String name, String url, String token, Journal journal, AtomicInteger accepted) {
        this.name = name;
        this.url = url;
        this.token = token;
        this.journal = journal;
        this.accepted = accepted;
    }

    /// Ends it when the message it is about is accepted.
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        for (int n = 1; !stopping; n++) {
            sendUntilAccepted(name + "/" + n);
        }
        if (connection != null) {
            connection.socket.abort();
        }
    }

    private void sendUntilAccepted(String clientId) {
        var text = clientId + " says é📦";
        journal.sent(clientId, text);
        while (true) {
            try {
                var answer = connected().send(clientId, text, conversation);
                if (answer.path("type").asText().equals("accepted")) {
                    conversation = answer.path("conversation").asText();
                    journal.acknowledged(clientId, new Journal.Place(conversation, answer.path("seq").asLong()));
                    accepted.incrementAndGet();
                    return;
                }
            } catch (ExecutionException | TimeoutException _) {
                connection = null;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            pause();
        }
    }

    private Connection connected() throws ExecutionException, TimeoutException, InterruptedException {
        if (connection == null) {
            var fresh = new Connection(url);
            fresh.hello(token);
            connection = fresh;
        }
        return connection;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One socket, as long as it lives.
    private static final class Connection implements WebSocket.Listener {
        private static final int PATIENCE_SECONDS = 10;

        private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final WebSocket socket;

        Connection(String url) throws ExecutionException, TimeoutException, InterruptedException {
            socket = within(HTTP.newWebSocketBuilder().buildAsync(URI.create(url), this));
        }

        void hello(String token) throws ExecutionException, TimeoutException, InterruptedException {
            within(socket.sendText(Json.text(Json.object().put("type", "hello").put("token", token)), true));
            await("ready", "");
        }

        /// @return `accepted`, or `refused`
        JsonNode send(String id, String text, @Nullable String conversation)
                throws ExecutionException, TimeoutException, InterruptedException {
            var frame = Json.object().put("type", "send").put("id", id).put("text", text);
            if (conversation != null) {
                frame.put("conversation", conversation);
            }
            within(socket.sendText(Json.text(frame), true));
            return await("accepted", id);
        }

        private JsonNode await(String type, String id) throws TimeoutException, InterruptedException {
            while (true) {
                var frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (frame == null || frame.path("type").asText().equals("gone")) {
                    socket.abort();
                    throw new TimeoutException("no " + type);
                }
                var isRefusal = frame.path("type").asText().equals("refused");
                if ((isRefusal || frame.path("type").asText().equals(type)) && frame.path("id").asText().equals(id)) {
                    return frame;
                }
            }
        }

        private static <T> T within(CompletableFuture<T> future)
                throws ExecutionException, TimeoutException, InterruptedException {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
            frames.add(Json.object().put("type", "gone"));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            frames.add(Json.object().put("type", "gone"));
        }
    }
}
