package dev.parley.identity;

import dev.parley.platform.http.ErrorCode;
import java.time.Instant;
import java.util.function.Function;

/// A token that must be refused, and with which code, by an agent that accepts all three kinds of key and has an identity
/// secret and a tenant secret.
///
/// @param name     what is wrong with it
/// @param token    makes it for one agent
/// @param expected the code of the refusal
public record HostileToken(String name, Function<Target, String> token, ErrorCode expected) {
    /// The agent that is attacked, with secrets that an attacker does not have but a careless host does.
    public record Target(String agent, String tenant, String identitySecret, String tenantSecret, Instant now) {
        /// A moment as a NumericDate, so many seconds from now.
        public long in(long seconds) {
            return now.getEpochSecond() + seconds;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
