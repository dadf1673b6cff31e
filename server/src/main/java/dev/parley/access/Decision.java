package dev.parley.access;

import dev.parley.platform.http.ErrorCode;

/// Whether a principal may use an agent.
public sealed interface Decision {
    /// @param way through what, for whoever asks why
    record Allowed(Way way) implements Decision {}

    /// @param detail what the caller can do about it
    record Denied(ErrorCode code, String detail) implements Decision {}
}
