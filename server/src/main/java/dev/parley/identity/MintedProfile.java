package dev.parley.identity;

import dev.parley.agents.Agent;
import java.util.List;

/// Tokens that this hub minted for an API key, which ends with that key.
final class MintedProfile implements Profile {
    /// The claim `iss`.
    static final String ISSUER = "parley";

    private final ApiKeyLiveness apiKeys;

    MintedProfile(ApiKeyLiveness apiKeys) {
        this.apiKeys = apiKeys;
    }

    @Override
    public VerifiedUser read(Signed signed, Claims claims) throws TokenRefused {
        var times = TokenTimes.require(claims, null, signed.now());
        var agent = signed.agent();
        if (times.expiresAt() == null || times.issuedAt() == null || !claims.text("iss").equals(ISSUER)) {
            throw TokenRefused.invalid("The token lacks a claim that this hub sets on every token it mints.");
        }
        if (!isFor(agent, claims.texts("aud"))) {
            throw TokenRefused.invalid("The token was minted for another agent. Ask for one with \"agent\" set to this"
                    + " one.");
        }
        var user = new VerifiedUser(
                new Principal(Principal.Kind.USER, Principal.Issuer.HUB, claims.userId("sub"), claims.email("email")),
                times.expiresAt(), signed.secret().id(), claims.variables(),
                new VerifiedUser.Context(List.of(), null, times.issuedAt(), claims.text("azp")));
        if (!apiKeys.isLive(agent.tenant(), claims.text("azp"))) {
            throw TokenRefused.failed("The API key that this token was minted with was revoked or has expired. Mint"
                    + " with another key.");
        }
        return user;
    }

    /// The audience is this agent, or the whole tenant.
    static boolean isFor(Agent agent, List<String> audience) {
        return audience.contains(agent.id().value()) || audience.contains(agent.tenant().value());
    }
}
