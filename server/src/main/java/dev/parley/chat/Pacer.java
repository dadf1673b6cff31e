package dev.parley.chat;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets deltas that follow each other closely wait for the next beat, all of them for the same one, so that many answers
/// at once cost few writes: a reader sees no difference at this pace. Nothing it runs may block.
final class Pacer {
    static final Duration BEAT = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

    private final Timers timers;
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean counting = new AtomicBoolean();

    Pacer(Timers timers) {
        this.timers = timers;
    }

    /// Runs `task` at the next beat.
    void atNextBeat(Runnable task) {
        waiting.add(task);
        count();
    }

    private void count() {
        if (counting.compareAndSet(false, true)) {
            var _ = timers.after(BEAT, this::beat);
        }
    }

    private void beat() {
        for (int due = waiting.size(); due > 0; due--) {
            var task = waiting.poll();
            if (task != null) {
                run(task);
            }
        }
        counting.set(false);
        if (!waiting.isEmpty()) {
            count();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A delta could not be sent", e);
        }
    }
}
