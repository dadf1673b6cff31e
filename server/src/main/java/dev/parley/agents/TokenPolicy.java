package dev.parley.agents;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Which identity tokens an agent accepts, and for how long.
///
/// @param accept      the kinds of key whose tokens count
/// @param requireExp  whether a token signed with the identity secret must carry `exp`
/// @param maxLifetime how long after `iat` such a token may be used, whatever its `exp`
public record TokenPolicy(Set<Issuer> accept, boolean requireExp, Duration maxLifetime) {
    public static final TokenPolicy DEFAULT =
            new TokenPolicy(EnumSet.of(Issuer.AGENT, Issuer.MINTED), false, Duration.ofHours(24));

    public TokenPolicy {
        accept = Set.copyOf(accept);
    }

    /// The kinds of key that sign identity tokens.
    public enum Issuer { AGENT, TENANT, MINTED }
}
