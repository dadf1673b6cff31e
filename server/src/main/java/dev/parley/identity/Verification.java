package dev.parley.identity;

import dev.parley.platform.http.ErrorCode;

/// The verdict on a token.
public sealed interface Verification {
    /// The token is good.
    record Verified(VerifiedUser user) implements Verification {}

    /// The token is refused; the detail says what to fix and never echoes it.
    record Refusal(ErrorCode code, String detail) implements Verification {}
}
