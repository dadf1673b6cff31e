package dev.parley.platform.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The one store of truth. SQL stays in the feature that owns the table.
public interface Database extends AutoCloseable {
    /// Runs `work` on a connection that only reads and returns its result.
    ///
    /// @throws DatabaseUnavailable if the store cannot be reached or is damaged
    <T extends @Nullable Object> T read(Work<T> work);

    /// Runs `work` in a transaction and returns its result when the transaction is on disk. Many writers that wait at
    /// once share one flush. If `work` throws, nothing of it is stored and the exception comes back. `work` may be
    /// undone and run once more, so it must change nothing but the database. A `write` inside a `write` is refused.
    ///
    /// @throws DuplicateKey        if `work` would have broken a primary key or a unique index
    /// @throws DatabaseUnavailable if the result could not be made durable: it was not acknowledged and may be lost
    <T extends @Nullable Object> T write(Work<T> work);

    /// Whether a durable write would succeed now; asks the store.
    Health health();

    Dialect dialect();

    @Override
    void close();

    /// SQL on one connection, by Jdbi or by plain JDBC; prepared statements are kept compiled between calls.
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run(Handle handle) throws SQLException;
    }

    enum Dialect { SQLITE, POSTGRESQL }

    /// @param detail what is wrong and what to do, for the operator; empty when writable
    record Health(boolean writable, String detail) {}
}
