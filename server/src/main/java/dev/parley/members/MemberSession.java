package dev.parley.members;

import java.time.Instant;

/// A member's login.
///
/// @param expiresAt when it ends, however much it is used
public record MemberSession(Member member, Instant expiresAt) {
    /// A session that was just opened, with the only sight of its token.
    ///
    /// @param token `ses_` and 256 random bits
    public record Opened(MemberSession session, String token) {
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }
}
