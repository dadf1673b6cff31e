package dev.parley.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/// One socket on Jetty. Sending never blocks: Jetty queues, and this counts what it still holds.
///
/// Public only because Jetty looks up its methods from outside; nobody else can make one.
public final class JettySocket implements SocketRoute.Socket, Session.Listener.AutoDemanding {
    private static final Duration LOST = Duration.ofSeconds(100);
    private static final int LONGEST_REASON = 123;
    /// In UTF-16 units: the longest text that is kept until its end has come. Features refuse shorter ones in words.
    private static final int LONGEST_TEXT = 256 * 1024;

    private final ScheduledExecutorService scheduler;
    private final Sockets registry;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicReference<@Nullable Runnable> onDrained = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile @Nullable Session session;
    private volatile SocketRoute.@Nullable Listener listener;
    private volatile long heardAt = System.nanoTime();
    private final StringBuilder partial = new StringBuilder();

    JettySocket(ScheduledExecutorService scheduler, Sockets registry) {
        this.scheduler = scheduler;
        this.registry = registry;
    }

    void listener(SocketRoute.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void send(String text) {
        var open = session;
        if (open == null || closing.get()) {
            return;
        }
        queued.addAndGet(text.length());
        open.sendText(text, Callback.from(() -> sent(text.length()), _ -> sent(text.length())));
    }

    private void sent(int size) {
        if (queued.addAndGet(-size) == 0) {
            runDrained();
        }
    }

    private void runDrained() {
        var task = onDrained.getAndSet(null);
        if (task != null) {
            task.run();
        }
    }

    @Override
    public long queuedBytes() {
        return queued.get();
    }

    @Override
    public void whenDrained(Runnable task) {
        onDrained.set(task);
        if (queued.get() == 0) {
            runDrained();
        }
    }

    @Override
    public void close(int closeCode, @Nullable String reason, Duration grace) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        var open = session;
        if (open != null) {
            open.close(closeCode, shortened(reason), Callback.NOOP);
            // A peer that neither reads nor answers would hold the connection open: close() waits for it.
            var _ = scheduler.schedule(open::disconnect, grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static @Nullable String shortened(@Nullable String reason) {
        if (reason == null || reason.getBytes(StandardCharsets.UTF_8).length <= LONGEST_REASON) {
            return reason;
        }
        return new String(reason.getBytes(StandardCharsets.US_ASCII), 0, LONGEST_REASON, StandardCharsets.US_ASCII);
    }

    @Override
    public boolean isOpen() {
        return session != null && !closing.get();
    }

    /// Asks the peer for a sign of life, or cuts the connection when there has been none for too long.
    void checkAlive(long now) {
        var open = session;
        if (open == null) {
            return;
        }
        if (now - heardAt > LOST.toNanos()) {
            open.disconnect();
        } else if (now - heardAt > LOST.toNanos() / 3) {
            open.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        registry.opened(this);
        if (closing.get()) {
            opened.disconnect();
        }
    }

    @Override
    public void onWebSocketPartialText(String piece, boolean last) {
        heardAt = System.nanoTime();
        var hears = listener;
        if (hears == null || closing.get()) {
            return;
        }
        if (partial.length() + piece.length() > LONGEST_TEXT) {
            partial.setLength(0);
            hears.onTooLong();
        } else if (!last) {
            partial.append(piece);
        } else if (partial.isEmpty()) {
            hears.onText(piece);
        } else {
            var text = partial.append(piece).toString();
            partial.setLength(0);
            hears.onText(text);
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(StatusCode.BAD_DATA, "Send text frames.", Duration.ofSeconds(2));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        heardAt = System.nanoTime();
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        callback.succeed();
        gone(statusCode);
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        gone(StatusCode.ABNORMAL);
    }

    private void gone(int statusCode) {
        if (gone.compareAndSet(false, true)) {
            closing.set(true);
            session = null;
            registry.closed(this);
            var hears = listener;
            if (hears != null) {
                hears.onClosed(statusCode);
            }
        }
    }
}
