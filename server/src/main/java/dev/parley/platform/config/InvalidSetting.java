package dev.parley.platform.config;

/// A setting that stops the start; the message names it and says what it should be.
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSetting(String message) {
        super(message);
    }
}
