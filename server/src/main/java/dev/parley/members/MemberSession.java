package dev.parley.members;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A member's login.
///
/// @param id        `lgn_…`, by which it is shown and ended; it opens nothing
/// @param expiresAt when it ends, however much it is used
/// @param agent     the id of the only agent whose chat it opens; null for a login to everything the member may
public record MemberSession(String id, Member member, Instant expiresAt, @Nullable String agent) {
    /// A session that was just opened, with the only sight of its token.
    ///
    /// @param token `ses_` and 256 random bits
    /// @param mark  what the browser is known by from now on
    public record Opened(MemberSession session, String token, String mark) {
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    /// A session as its member reads of it.
    ///
    /// @param browser in words
    /// @param agent   the id of the only agent whose chat it opens; null for a login to everything the member may
    public record Shown(
            String id, String browser, String address, @Nullable String agent, Instant createdAt, Instant lastUsedAt,
            Instant expiresAt) {}
}
