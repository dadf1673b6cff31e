package dev.parley.chat;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that starts what is due for all sockets. Nothing it runs may block.
final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private final ScheduledThreadPoolExecutor executor;

    Timers() {
        executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("chat-timers").factory());
        // A closed socket must not stay in memory until its token would have expired.
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // While the hub goes away nothing is due any more.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    Future<?> after(Duration delay, Runnable task) {
        return executor.schedule(logged(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    void every(Duration period, Runnable task) {
        var _ = executor.scheduleWithFixedDelay(
                logged(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A timer failed", e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
