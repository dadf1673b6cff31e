package dev.parley.members;

import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A person with a login in one tenant.
///
/// @param email      as they write it; compared without regard to case
/// @param operator   whether they may make tenants on this hub
/// @param lastSeenAt to the minute; null if they never signed in
public record Member(
        MemberId id, TenantId tenant, String email, Role role, boolean operator, Status status, Instant createdAt,
        @Nullable Instant lastSeenAt) {

    /// An invited member has no password yet and cannot sign in.
    public enum Status {
        INVITED, ACTIVE;

        public static Optional<Status> of(String wireName) {
            return Arrays.stream(values()).filter(status -> status.wireName().equals(wireName)).findFirst();
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
