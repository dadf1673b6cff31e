package dev.parley.platform.crypto;

import org.jspecify.annotations.Nullable;

/// A sealed text that does not open in its place: another master key, another row, or it was changed.
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(SecretBox.Place place, @Nullable Throwable cause) {
        super("The " + place.purpose() + " of row " + place.row() + " does not open with this master key", cause);
    }
}
