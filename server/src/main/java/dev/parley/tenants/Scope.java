package dev.parley.tenants;

import java.util.Optional;

/// What an API key may do.
public enum Scope {
    /// Mint tokens for the users of a product.
    EMBED_MINT("embed:mint"),
    AGENTS_READ("agents:read"),
    AGENTS_WRITE("agents:write"),
    CONVERSATIONS_READ("conversations:read"),
    CONVERSATIONS_WRITE("conversations:write"),
    MEMBERS_WRITE("members:write"),
    AUDIT_READ("audit:read"),
    /// Everything in its tenant.
    ADMIN("admin");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /// The scope on the wire and in the store, such as `agents:read`.
    public String wireName() {
        return wireName;
    }

    public static Optional<Scope> of(String wireName) {
        for (var scope : values()) {
            if (scope.wireName.equals(wireName)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
