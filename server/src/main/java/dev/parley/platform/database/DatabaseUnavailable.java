package dev.parley.platform.database;

/// The store cannot be reached, is full or is damaged: what was asked may not have happened and was not acknowledged.
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
