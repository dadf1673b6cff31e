package dev.parley.identity;

import org.jspecify.annotations.Nullable;

/// Who is talking. Principals of different kinds or issuers never merge, whatever their ids.
///
/// @param issuer the kind of key that verified a user; null for members and visitors
/// @param id     opaque, case-sensitive and byte-exact
/// @param email  for people to read, never to decide anything; null if unknown
public record Principal(Kind kind, @Nullable Issuer issuer, String id, @Nullable String email) {
    /// A user a host product vouched for, a member who signed in, or an anonymous visitor.
    public enum Kind { USER, MEMBER, VISITOR }

    /// The kind of key that verified a user: the agent's identity secret, the tenant's secret, or a mint key of the hub.
    public enum Issuer { AGENT, TENANT, HUB }

    /// The owner of this principal's conversations, as stored: unique across kinds and issuers, such as `user:agent:jane`.
    public String owner() {
        var kindName = kind.name().toLowerCase(java.util.Locale.ROOT);
        return issuer == null
                ? kindName + "::" + id
                : kindName + ":" + issuer.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
    }

    /// Whether the other is the same person in the hub's eyes: the e-mail address does not count.
    public boolean sameAs(Principal other) {
        return kind == other.kind && issuer == other.issuer && id.equals(other.id);
    }
}
