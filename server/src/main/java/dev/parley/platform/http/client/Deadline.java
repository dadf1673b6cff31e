package dev.parley.platform.http.client;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs an action once when a moment passes that can be put off cheaply: moving it later costs one volatile write, so a
/// stream may do it for every token.
public final class Deadline implements AutoCloseable {
    private final ScheduledExecutorService scheduler;
    private final Runnable onExpiry;
    private volatile long due = Long.MAX_VALUE;
    private volatile boolean expired;
    private volatile boolean closed;
    private long checkAt = Long.MAX_VALUE;
    private @Nullable Future<?> check;

    Deadline(ScheduledExecutorService scheduler, Runnable onExpiry) {
        this.scheduler = scheduler;
        this.onExpiry = onExpiry;
    }

    /// Expires that long from now, unless moved again.
    public void in(Duration duration) {
        long now = System.nanoTime();
        long moment = now + duration.toNanos();
        due = moment;
        if (moment - checkAt < 0 || checkAt == Long.MAX_VALUE) {
            schedule(now, moment);
        }
    }

    private synchronized void schedule(long now, long moment) {
        if (closed || expired) {
            return;
        }
        if (check != null) {
            check.cancel(false);
        }
        checkAt = moment;
        check = scheduler.schedule(this::check, moment - now, TimeUnit.NANOSECONDS);
    }

    private void check() {
        long now = System.nanoTime();
        long moment = due;
        if (moment - now > 0) {
            schedule(now, moment);
        } else if (!closed) {
            expired = true;
            onExpiry.run();
        }
    }

    public boolean hasExpired() {
        return expired;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (check != null) {
            check.cancel(false);
        }
    }
}
