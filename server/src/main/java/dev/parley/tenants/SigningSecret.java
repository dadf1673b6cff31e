package dev.parley.tenants;

import dev.parley.platform.crypto.HmacKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A secret that is stored and not yet known to be dead.
///
/// @param retiresAt when its overlap ends; null for the current secret of its holder
public record SigningSecret(String id, KeyHolder holder, HmacKey key, @Nullable Instant retiresAt) {
    public boolean isLiveAt(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }
}
