package dev.parley.platform.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What a store's error codes mean.
interface SqlErrors {
    /// What is wrong with the store and what to do about it, or null if the fault lies in the statement.
    @Nullable String outage(SQLException failure);

    boolean duplicateKey(SQLException failure);

    /// The name of the store, for people.
    String store();

    /// What to tell of a failure of the connection itself, whatever its code.
    default DatabaseUnavailable unavailable(SQLException failure) {
        var outage = outage(failure);
        var told = outage == null ? store() + " cannot be used: " + failure.getMessage() : outage;
        return new DatabaseUnavailable(told, failure);
    }

    /// What the caller of `read` or `write` is told of a failure in its work.
    default RuntimeException translate(Throwable thrown) {
        var failure = sqlCause(thrown);
        if (failure != null) {
            var outage = outage(failure);
            if (outage != null) {
                return new DatabaseUnavailable(outage, thrown);
            }
            if (duplicateKey(failure)) {
                return new DuplicateKey(thrown);
            }
        }
        return thrown instanceof RuntimeException same ? same : new IllegalStateException("The work failed", thrown);
    }

    private static @Nullable SQLException sqlCause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return failure;
            }
        }
        return null;
    }
}
