package dev.parley;

import dev.parley.console.EndedPreviews;
import dev.parley.conversations.Retention;
import dev.parley.conversations.UsageRollup;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be done now and then, apart from everything that somebody waits for. Usage is written down first: it
/// outlives the conversations that retention deletes.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration BEFORE_FIRST = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final Duration END = Duration.ofSeconds(2);

    private final List<Runnable> chores;
    private final Thread thread = Thread.ofVirtual().name("housekeeping").unstarted(this::loop);

    Housekeeping(UsageRollup rollup, Retention retention, EndedPreviews previews) {
        this.chores = List.of(rollup::run, retention::run, previews::run);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        try {
            Thread.sleep(BEFORE_FIRST);
            while (true) {
                chores.forEach(Housekeeping::tryOut);
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tryOut(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.warn("Housekeeping broke off; it is tried again in an hour", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
