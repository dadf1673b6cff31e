package dev.parley.agents;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Which identity tokens an agent accepts, for how long, and what becomes of a visitor who comes back with one.
///
/// @param accept       the kinds of key whose tokens count
/// @param requireExp   whether a token signed with the identity secret must carry `exp`
/// @param maxLifetime  how long after `iat` such a token may be used, whatever its `exp`
/// @param adoptVisitor whether a visitor who signs in keeps the conversations of that browser's visitor
public record TokenPolicy(Set<Issuer> accept, boolean requireExp, Duration maxLifetime, boolean adoptVisitor) {
    public static final TokenPolicy DEFAULT =
            new TokenPolicy(EnumSet.of(Issuer.AGENT, Issuer.MINTED), false, Duration.ofHours(24));

    /// A policy under which visitors stay visitors.
    public TokenPolicy(Set<Issuer> accept, boolean requireExp, Duration maxLifetime) {
        this(accept, requireExp, maxLifetime, false);
    }

    public TokenPolicy {
        accept = Set.copyOf(accept);
    }

    /// The kinds of key that sign identity tokens.
    public enum Issuer { AGENT, TENANT, MINTED }
}
