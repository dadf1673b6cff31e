package dev.parley.identity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a token was issued and when it ends, checked against the clock: now is between them.
///
/// @param expiresAt the claim `exp`, null if the token has none
/// @param issuedAt  the claim `iat`, null if the token has none
record TokenTimes(@Nullable Instant expiresAt, @Nullable Instant issuedAt) {
    /// How far the clocks of a host product and of the hub may differ. An `exp` gets no such grace.
    static final Duration SKEW = Duration.ofSeconds(60);

    /// The farthest `exp`: beyond, it is most likely in milliseconds.
    static final Duration FARTHEST_EXPIRY = Duration.ofDays(366);

    /// @param maxLifetime how long after `iat` a token counts, whatever its `exp`; null for no such rule
    /// @throws TokenRefused if now is not between the token's times, or one of them is not a time
    static TokenTimes require(Claims claims, @Nullable Duration maxLifetime, Instant now) throws TokenRefused {
        var expiresAt = claims.time("exp");
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            throw TokenRefused.expired("The token's \"exp\" passed " + Offsets.between(expiresAt, now)
                    + " ago by the hub's clock. Sign a new token.");
        }
        var issuedAt = claims.time("iat");
        requireNotAhead("nbf", claims.time("nbf"), now);
        requireNotAhead("iat", issuedAt, now);
        if (issuedAt != null && maxLifetime != null && Offsets.isOver(issuedAt, maxLifetime, now)) {
            throw TokenRefused.expired("The token was issued " + Offsets.between(issuedAt, now)
                    + " ago; this agent accepts tokens for " + maxLifetime.toSeconds() + " s. Sign a new token.");
        }
        if (expiresAt != null && Offsets.isAhead(expiresAt, FARTHEST_EXPIRY, now)) {
            throw TokenRefused.invalid("The claim \"exp\" is more than 366 days ahead." + Offsets.unitHint(expiresAt, now));
        }
        return new TokenTimes(expiresAt, issuedAt);
    }

    private static void requireNotAhead(String name, @Nullable Instant time, Instant now) throws TokenRefused {
        if (time != null && Offsets.isAhead(time, SKEW, now)) {
            throw TokenRefused.invalid("The claim \"" + name + "\" is " + Offsets.between(now, time)
                    + " ahead of the hub's clock; at most 60 s are accepted." + Offsets.unitHint(time, now));
        }
    }
}
