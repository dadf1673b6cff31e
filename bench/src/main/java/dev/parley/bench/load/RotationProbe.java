package dev.parley.bench.load;

import dev.parley.bench.hubs.HubProcess;
import dev.parley.bench.hubs.ParleyHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How long after a rotation began the last of many live connections was asked for a new token.
final class RotationProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RotationProbe() {}

    /// @param call how long the rotation's call took
    /// @param last from the call's beginning to the last `reauthenticate`
    record Times(Duration call, Duration last) {}

    static Times measure(ParleyHub hub, int sockets) throws IOException {
        var ready = new CountDownLatch(sockets);
        var asked = new CountDownLatch(sockets);
        var last = new AtomicLong();
        var api = hub.api();
        var open = new ArrayList<WebSocket>();
        try (var http = HttpClient.newHttpClient()) {
            for (int user = 0; user < sockets; user++) {
                var uri = URI.create("ws://127.0.0.1:" + hub.port() + hub.path(user));
                var socket = http.newWebSocketBuilder().buildAsync(uri, new Ear(ready, asked, last)).join();
                hub.opening(user).forEach(frame -> socket.sendText(frame, true).join());
                open.add(socket);
            }
            await(ready);
            HubProcess.pause(Duration.ofSeconds(1));
            long began = System.nanoTime();
            api.post(hub.agentPath() + "/identity-secret/rotate", Map.of());
            long returned = System.nanoTime();
            await(asked);
            open.forEach(WebSocket::abort);
            http.shutdownNow();
            return new Times(Duration.ofNanos(returned - began), Duration.ofNanos(last.get() - began));
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(latch.getCount() + " connections were not told");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Hears what one connection is told.
    private record Ear(CountDownLatch ready, CountDownLatch asked, AtomicLong last) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean end) {
            var frame = text.toString();
            if (frame.contains("\"type\":\"ready\"")) {
                ready.countDown();
            } else if (frame.contains("\"type\":\"reauthenticate\"")) {
                last.accumulateAndGet(System.nanoTime(), Math::max);
                asked.countDown();
            }
            return WebSocket.Listener.super.onText(socket, text, end);
        }
    }
}
