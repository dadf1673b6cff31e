package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.tenants.SigningSecret;
import java.time.Instant;

/// What a token must say of its user, by the kind of key that verified it; a claim never chooses the profile.
sealed interface Profile permits AgentProfile, TenantProfile, MintedProfile {
    /// Steps five and six: the times and the claims.
    ///
    /// @throws TokenRefused if a rule of the profile is broken
    VerifiedUser read(Signed signed, Claims claims) throws TokenRefused;

    /// For whom and with what a token was signed.
    record Signed(Agent agent, SigningSecret secret, Instant now) {}
}
