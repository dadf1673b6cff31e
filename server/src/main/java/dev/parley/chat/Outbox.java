package dev.parley.chat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.frames.HubFrames;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.SocketRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What waits to be sent on one socket, within bounds: deltas are asked to wait while the peer does not keep up, and a
/// peer that takes nothing for a while, or falls too far behind, is closed with `slow_reader`. Can be held while the
/// caller has to re-authenticate. Thread-safe; no method blocks.
final class Outbox {
    /// Beyond this many queued bytes deltas wait, to be merged.
    private static final long BEHIND = 16 * 1024;
    /// Beyond this many queued bytes the socket is closed.
    private static final long TOO_FAR_BEHIND = 1024 * 1024;
    private static final int HELD_AT_MOST = 256;
    /// A delta of this size is worth a write of its own: what follows it need not wait.
    private static final int LARGE_DELTA = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final SocketRoute.Socket socket;
    private final Timers timers;
    private final Pacer pacer;
    private long deltaAt = System.nanoTime() - Pacer.BEAT.toNanos();
    private boolean holding;
    private volatile boolean closed;
    private @Nullable List<HubFrame> held;
    private @Nullable List<Runnable> waiting;
    /// Counts how often the peer fell behind, to tell whether it still is the same time.
    private int stalls;

    Outbox(SocketRoute.Socket socket, Timers timers, Pacer pacer) {
        this.socket = socket;
        this.timers = timers;
        this.pacer = pacer;
    }

    /// Sends a frame, after the ones before it; while held it waits.
    void send(HubFrame frame) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (holding) {
                hold(frame);
                return;
            }
            if (frame instanceof HubFrame.Delta(var _, var _, var text) && text.length() < LARGE_DELTA) {
                deltaAt = System.nanoTime();
            }
        }
        sendNow(frame);
    }

    /// Sends a frame even while others are held.
    void sendNow(HubFrame frame) {
        if (closed) {
            return;
        }
        socket.send(HubFrames.encode(frame));
        if (socket.queuedBytes() > TOO_FAR_BEHIND) {
            close(ErrorCode.SLOW_READER);
        }
    }

    private void hold(HubFrame frame) {
        if (held == null) {
            held = new ArrayList<>();
        }
        if (held.size() == HELD_AT_MOST) {
            close(ErrorCode.SLOW_READER);
        } else {
            held.add(frame);
        }
    }

    /// Whether another delta may be sent now: the first one at once, the next ones a beat apart.
    synchronized boolean ready() {
        return keepsUp() && System.nanoTime() - deltaAt >= Pacer.BEAT.toNanos();
    }

    private boolean keepsUp() {
        return !holding && !closed && socket.queuedBytes() <= BEHIND;
    }

    /// Runs `task` once when another delta may be sent: at the next beat, or later when the peer has taken everything and
    /// nothing is held. Never on the caller's thread, and not at all once this is closed.
    void whenReady(Runnable task) {
        boolean paced;
        synchronized (this) {
            if (closed) {
                return;
            }
            paced = keepsUp();
        }
        if (paced) {
            pacer.atNextBeat(() -> {
                forgetDelta();
                task.run();
            });
        } else {
            whenCaughtUp(task);
        }
    }

    /// The beat has come: the next delta need not wait for another one.
    private synchronized void forgetDelta() {
        deltaAt = System.nanoTime() - Pacer.BEAT.toNanos();
    }

    private void whenCaughtUp(Runnable task) {
        synchronized (this) {
            if (waiting == null) {
                waiting = new ArrayList<>(1);
            }
            waiting.add(task);
            if (holding || waiting.size() > 1) {
                return;
            }
        }
        watchDrain();
    }

    private void watchDrain() {
        int stall;
        synchronized (this) {
            stall = ++stalls;
        }
        timers.after(PATIENCE, () -> giveUp(stall));
        socket.whenDrained(this::drained);
    }

    private void drained() {
        List<Runnable> tasks;
        synchronized (this) {
            if (holding || waiting == null) {
                return;
            }
            tasks = waiting;
            waiting = null;
            stalls++;
        }
        // Not here: this thread may hold the lock of a run while another run's task would take it.
        Thread.startVirtualThread(() -> tasks.forEach(Runnable::run));
    }

    private void giveUp(int stall) {
        synchronized (this) {
            if (stall != stalls || holding) {
                return;
            }
        }
        close(ErrorCode.SLOW_READER);
    }

    /// Keeps back everything but what is sent at once.
    synchronized void holdBack() {
        holding = true;
        stalls++;
    }

    /// Sends what was held, in order, and goes on.
    void release() {
        List<HubFrame> frames;
        while (!(frames = takeHeld()).isEmpty()) {
            frames.forEach(this::sendNow);
        }
        boolean drain;
        synchronized (this) {
            drain = waiting != null;
        }
        if (drain) {
            watchDrain();
        }
    }

    /// What is held; when that is nothing, the hold is over.
    private synchronized List<HubFrame> takeHeld() {
        var frames = held == null ? List.<HubFrame>of() : held;
        held = null;
        holding = !frames.isEmpty();
        return frames;
    }

    void close(ErrorCode code) {
        close(code.closeCode(), code.wireName());
    }

    void close(int closeCode, String reason) {
        closed();
        // Elsewhere, since closing may call back while this thread holds a lock that the callback would take.
        Thread.startVirtualThread(() -> socket.close(closeCode, reason, GRACE));
    }

    /// Forgets what waits: the socket is gone, or will be.
    synchronized void closed() {
        closed = true;
        held = null;
        waiting = null;
        stalls++;
    }
}
