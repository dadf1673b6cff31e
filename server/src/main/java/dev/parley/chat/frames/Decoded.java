package dev.parley.chat.frames;

import dev.parley.platform.http.Refused;
import org.jspecify.annotations.Nullable;

/// What a text frame turned out to be.
public sealed interface Decoded permits ClientFrame, Decoded.Malformed {
    /// Not a frame.
    ///
    /// @param sendId the id of the `send` it was meant to be, as far as that can be read
    record Malformed(@Nullable String sendId, Refused reason) implements Decoded {}
}
