package dev.parley.identity;

import dev.parley.tenants.KeyHolder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The secret that a token was signed with, and how it was read.
///
/// @param retiresAt when its overlap ends; null for the current secret of its holder
/// @param algorithm the HMAC it was used with, such as `HS256`
public record FoundKey(
        String secretId, KeyHolder holder, @Nullable Instant retiresAt, SecretReading reading, String algorithm) {}
