package dev.parley.platform.database;

import org.jspecify.annotations.Nullable;

/// The store cannot be reached, is full or is damaged: what was asked may not have happened and was not acknowledged.
/// The message is a sentence for the operator.
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public DatabaseUnavailable(String message) {
        super(message);
    }
}
