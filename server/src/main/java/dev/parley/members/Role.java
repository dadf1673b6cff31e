package dev.parley.members;

import java.util.Locale;
import java.util.Optional;

/// What a member may do in a tenant; each role may do all that the ones before it may.
public enum Role {
    /// Uses the agents that are granted to them.
    MEMBER,
    /// Writes agents and reads their conversations; may use every agent of the tenant.
    BUILDER,
    /// Manages people, keys and the tenant's settings.
    ADMIN,
    /// Makes other owners and decides how long minted tokens may live.
    OWNER;

    /// Whether this role is `needed` or a higher one.
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /// The role on the wire and in the store, such as `builder`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String wireName) {
        for (var role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
