package dev.parley.platform.database;

/// A row with this primary key or these unique columns exists already; nothing was stored.
public final class DuplicateKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DuplicateKey(Throwable cause) {
        super("a row with the same key exists", cause);
    }
}
