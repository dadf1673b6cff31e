package dev.parley.tenants;

import java.time.Instant;

/// A secret that was just made. Its text is shown to its owner once and is kept nowhere.
///
/// @param text 43 characters whose UTF-8 bytes are the HMAC key
public record NewSecret(String id, String text, Instant createdAt) {
    /// Without the secret.
    @Override
    public String toString() {
        return "NewSecret[" + id + "]";
    }
}
