package dev.parley.platform.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One SQLite file, used by this process alone: one writer that commits in groups, a few readers.
final class SqliteDatabase implements Database {
    private static final long HEALTH_SECONDS = 3;

    private final @Nullable DataLock lock;
    private final ReadPool readers;
    private final GroupCommit writer;

    private SqliteDatabase(@Nullable DataLock lock, Path file) {
        this.lock = lock;
        this.readers = new ReadPool(file);
        this.writer = new GroupCommit(file);
    }

    static SqliteDatabase open(Path directory, Path file) {
        var lock = DataLock.take(directory);
        try {
            Schema.migrateSqlite(file);
            return new SqliteDatabase(lock, file);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Opens a file that a hub may be using, as one more writer that waits its turn.
    static SqliteDatabase openBeside(Path file) {
        Schema.migrateSqlite(file);
        return new SqliteDatabase(null, file);
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        try {
            return writer.submit(work).join();
        } catch (CompletionException e) {
            throw told(e);
        }
    }

    private static RuntimeException told(CompletionException wrapped) {
        return wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
    }

    @Override
    public Health health() {
        Future<?> probe = writer.submit(HealthProbe::write);
        try {
            probe.get(HEALTH_SECONDS, TimeUnit.SECONDS);
            return new Health(true, "");
        } catch (ExecutionException e) {
            return new Health(false, String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
        } catch (TimeoutException _) {
            return new Health(false, "The disk has not taken a write for " + HEALTH_SECONDS + " s. Check the disk.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Health(false, "Parley is stopping.");
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        if (lock != null) {
            lock.close();
        }
    }
}
