package dev.parley.platform.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a SQLite file. It takes all work that waits, runs it in one transaction, and answers the callers
/// when the commit, and with it one flush to disk, has returned. Work that fails undoes nothing of the others.
///
/// A failed commit or a broken connection refuses the whole group: nobody is acknowledged, the connection is opened
/// anew and the next group tries again. SQLite overwrites the frames of a failed commit, so a failed flush is not
/// mistaken for a good one later.
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int LARGEST_GROUP = 512;

    private final Path file;
    private final SqliteErrors errors;
    private final LinkedBlockingQueue<Pending<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable SqliteConnection connection;
    private @Nullable Handle handle;

    GroupCommit(Path file) {
        this.file = file;
        this.errors = new SqliteErrors(file);
        this.thread = Thread.ofPlatform().name("database-writer").daemon().start(this::commitGroups);
    }

    /// Queues `work`; the future completes when it is on disk.
    <T extends @Nullable Object> CompletableFuture<T> submit(Database.Work<T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a write inside a write would wait for itself");
        }
        var pending = new Pending<>(work);
        waiting.add(pending);
        // Only this one: the word that wakes the writer for its end may wait there too.
        if (closed && waiting.remove(pending)) {
            pending.refuse(stopping());
        }
        return pending.answer();
    }

    private void commitGroups() {
        var group = new ArrayList<Pending<?>>();
        while (!closed || !waiting.isEmpty()) {
            try {
                group.add(waiting.take());
            } catch (InterruptedException _) {
                continue;
            }
            waiting.drainTo(group, LARGEST_GROUP - 1);
            commit(group);
            group.clear();
        }
        disconnect();
    }

    private void commit(List<Pending<?>> group) {
        try {
            var open = connect();
            if (!commitTogether(open, group)) {
                commitApart(open, group);
            }
        } catch (SQLException | RuntimeException e) {
            refuse(group, e);
            return;
        }
        group.forEach(Pending::acknowledge);
    }

    /// Runs and commits the whole group, or nothing of it if one piece of work fails.
    ///
    /// @throws DatabaseUnavailable if the store failed, not the work
    private boolean commitTogether(SqliteConnection open, List<Pending<?>> group) throws SQLException {
        open.setAutoCommit(false);
        for (var pending : group) {
            if (!succeeds(pending)) {
                open.rollback();
                open.setAutoCommit(true);
                return group.size() == 1;
            }
        }
        open.setAutoCommit(true);
        return true;
    }

    /// Runs each piece of work in a savepoint of its own, so that the failure of one undoes nothing of the others. This
    /// costs SQLite a copy of every page a piece changes, so it is done only where one of them is known to fail.
    private void commitApart(SqliteConnection open, List<Pending<?>> group) throws SQLException {
        open.setAutoCommit(false);
        for (var pending : group) {
            var savepoint = open.setSavepoint();
            if (!succeeds(pending)) {
                open.rollback(savepoint);
            }
            open.releaseSavepoint(savepoint);
        }
        open.setAutoCommit(true);
    }

    private boolean succeeds(Pending<?> pending) {
        try {
            pending.run(requireHandle());
            return true;
        } catch (Throwable thrown) {
            var told = errors.translate(thrown);
            if (told instanceof DatabaseUnavailable broken) {
                throw broken;
            }
            pending.failed(told);
            return false;
        }
    }

    private void refuse(List<Pending<?>> group, Exception failure) {
        disconnect();
        var told = switch (failure) {
            case DatabaseUnavailable unavailable -> unavailable;
            case SQLException sql -> errors.unavailable(sql);
            default -> new DatabaseUnavailable("Writing to " + file + " failed: " + failure, failure);
        };
        LOG.error("{} writes were refused: {}", group.size(), told.getMessage(), told.getCause());
        group.forEach(pending -> pending.refuse(told));
    }

    private SqliteConnection connect() throws SQLException {
        if (connection == null) {
            connection = SqliteConnection.writer(file);
            handle = Jdbi.open(connection);
        }
        return connection;
    }

    private Handle requireHandle() {
        if (handle == null) {
            throw new IllegalStateException("no connection");
        }
        return handle;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("A broken connection to {} did not close", file, e);
        }
        connection = null;
        handle = null;
    }

    private void refuseWaiting() {
        var late = new ArrayList<Pending<?>>();
        waiting.drainTo(late);
        late.forEach(pending -> pending.refuse(stopping()));
    }

    private static DatabaseUnavailable stopping() {
        return new DatabaseUnavailable("Parley is stopping; send it again.");
    }

    /// Commits what waits, then ends.
    @Override
    public void close() {
        closed = true;
        waiting.add(new Pending<>(_ -> true));
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        refuseWaiting();
    }
}
