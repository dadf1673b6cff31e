package dev.parley.platform.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few connections that read a SQLite file, opened on first use; the one used last is the one used next.
final class ReadPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadPool.class);
    private static final int CONNECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final SqliteErrors errors;
    private final LinkedBlockingDeque<Slot> idle = new LinkedBlockingDeque<>();
    private volatile boolean closed;

    ReadPool(Path file) {
        this.file = file;
        this.errors = new SqliteErrors(file);
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new Slot());
        }
    }

    <T extends @Nullable Object> T read(Database.Work<T> work) {
        var slot = take();
        try {
            return work.run(slot.handle());
        } catch (SQLException | RuntimeException e) {
            var told = errors.translate(e);
            if (told instanceof DatabaseUnavailable) {
                slot.disconnect();
            }
            throw told;
        } finally {
            idle.addFirst(slot);
        }
    }

    private Slot take() {
        try {
            var slot = idle.pollFirst(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (slot != null && !closed) {
                return slot;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new DatabaseUnavailable(closed
                ? "Parley is stopping."
                : "Too many long reads of " + file + " at once. Try again.");
    }

    @Override
    public void close() {
        closed = true;
        for (int i = 0; i < CONNECTIONS; i++) {
            var slot = idle.pollFirst();
            if (slot != null) {
                slot.disconnect();
            }
        }
    }

    /// Room for one connection.
    private final class Slot {
        private @Nullable SqliteConnection connection;
        private @Nullable Handle handle;

        Handle handle() throws SQLException {
            if (handle == null) {
                connection = SqliteConnection.reader(file);
                handle = Jdbi.open(connection);
            }
            return handle;
        }

        void disconnect() {
            try {
                if (connection != null) {
                    connection.close();
                }
            } catch (SQLException e) {
                LOG.warn("A connection to {} did not close", file, e);
            }
            connection = null;
            handle = null;
        }
    }
}
