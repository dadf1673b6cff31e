package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentId;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.SigningSecret;
import dev.parley.tenants.SigningSecrets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Decides whether a token proves a user to an agent. One order, first failure wins: shape, algorithm, key, payload,
/// time, profile, revocation. HS256 only (RFC 7515, RFC 7519). Thread-safe.
public final class TokenVerifier {
    private final SigningSecrets secrets;
    private final UserRevocations revocations;
    private final ApiKeyLiveness apiKeys;
    private final InstantSource clock;
    private final BiConsumer<SigningSecret, Instant> used;
    private final Profile agentProfile;
    private final Profile tenantProfile = new TenantProfile();
    private final Profile mintedProfile;

    /// @param withoutExpiry hears of every good token that has no `exp`
    public TokenVerifier(
            SigningSecrets secrets, UserRevocations revocations, ApiKeyLiveness apiKeys, InstantSource clock,
            Consumer<AgentId> withoutExpiry) {
        this(secrets, revocations, apiKeys, clock, secrets::used, withoutExpiry);
    }

    private TokenVerifier(
            SigningSecrets secrets, UserRevocations revocations, ApiKeyLiveness apiKeys, InstantSource clock,
            BiConsumer<SigningSecret, Instant> used, Consumer<AgentId> withoutExpiry) {
        this.secrets = secrets;
        this.revocations = revocations;
        this.apiKeys = apiKeys;
        this.clock = clock;
        this.used = used;
        this.agentProfile = new AgentProfile(withoutExpiry);
        this.mintedProfile = new MintedProfile(apiKeys);
    }

    /// The same verifier for trying a token: no secret counts as used by it, and no token as seen.
    public TokenVerifier unnoticed() {
        return new TokenVerifier(secrets, revocations, apiKeys, clock, (_, _) -> { }, _ -> { });
    }

    /// The user that `compactToken` proves to `agent`, or why it proves nobody.
    public Verification verify(Agent agent, String compactToken) {
        try {
            while (true) {
                long epoch = secrets.epoch();
                var user = verifiedUser(agent, compactToken);
                if (secrets.epoch() == epoch) {
                    return new Verification.Verified(user);
                }
                // A secret was changed meanwhile, perhaps this one: after that has returned, it must not verify.
            }
        } catch (TokenRefused refused) {
            return refused.refusal();
        }
    }

    private VerifiedUser verifiedUser(Agent agent, String compactToken) throws TokenRefused {
        var now = clock.instant();
        var token = CompactToken.parse(compactToken);
        JoseHeader.requireHs256(token);
        var secret = requireSignature(agent, token, now);
        var claims = Claims.of(token);
        var user = profile(secret).read(new Profile.Signed(agent, secret, now), claims);
        requireUnrevoked(agent, user);
        used.accept(secret, now);
        return user;
    }

    private SigningSecret requireSignature(Agent agent, CompactToken token, Instant now) throws TokenRefused {
        for (var secret : secrets.live(accepted(agent), now)) {
            if (token.isSignedWith(secret.key())) {
                return secret;
            }
        }
        throw claimsAgentIdentity(token) && hasNoIdentitySecret(agent, now)
                ? TokenRefused.notConfigured("This agent has no identity secret yet. Generate one in its share panel and"
                        + " sign with it.")
                : TokenRefused.failed("The token's signature does not match any secret this agent accepts. Sign with its"
                        + " current secret, exactly the text that was shown: not decoded, without a line break at the end.");
    }

    /// Whose secrets may sign for this agent.
    static List<KeyHolder> accepted(Agent agent) {
        var holders = new ArrayList<KeyHolder>(3);
        for (var issuer : agent.accepts()) {
            holders.add(switch (issuer) {
                case AGENT -> KeyHolder.agent(agent.tenant(), agent.id().value());
                case TENANT -> KeyHolder.tenant(agent.tenant());
                case MINTED -> KeyHolder.mint(agent.tenant());
            });
        }
        return holders;
    }

    /// Unverified claims may word a refusal; nothing else depends on them.
    private static boolean claimsAgentIdentity(CompactToken token) {
        try {
            var claims = StrictJson.object(token.payload());
            return claims.has("user_email") && !claims.has("tenantId");
        } catch (MalformedJson _) {
            return false;
        }
    }

    private boolean hasNoIdentitySecret(Agent agent, Instant now) {
        return secrets.live(List.of(KeyHolder.agent(agent.tenant(), agent.id().value())), now).isEmpty();
    }

    private Profile profile(SigningSecret secret) {
        return switch (secret.holder().kind()) {
            case AGENT -> agentProfile;
            case TENANT -> tenantProfile;
            case MINT -> mintedProfile;
        };
    }

    private void requireUnrevoked(Agent agent, VerifiedUser user) throws TokenRefused {
        if (isRevoked(agent, user)) {
            throw TokenRefused.failed("This user's earlier tokens were revoked. Sign a new one; it must carry \"iat\".");
        }
    }

    private boolean isRevoked(Agent agent, VerifiedUser user) {
        var issuer = java.util.Objects.requireNonNull(user.principal().issuer());
        return revocations.covers(agent, issuer, user.principal().id(), user.context().issuedAt());
    }

    /// Why a user who was verified before is so no longer: for open connections, which hold no token. Empty while the
    /// proof stands.
    public Optional<Verification.Refusal> recheck(Agent agent, VerifiedUser user) {
        try {
            requireStanding(agent, user);
            return Optional.empty();
        } catch (TokenRefused refused) {
            return Optional.of(refused.refusal());
        }
    }

    private void requireStanding(Agent agent, VerifiedUser user) throws TokenRefused {
        var now = clock.instant();
        if (!now.isBefore(user.expiresAt())) {
            throw TokenRefused.expired("The session is over. Present a new token.");
        }
        if (secrets.live(accepted(agent), now).stream().noneMatch(secret -> secret.id().equals(user.keyId()))) {
            throw TokenRefused.failed("The secret that signed the token was rotated or revoked. Sign a new token with"
                    + " the current one.");
        }
        var apiKey = user.context().apiKey();
        if (apiKey != null && !apiKeys.isLive(agent.tenant(), apiKey)) {
            throw TokenRefused.failed("The API key that the token was minted with was revoked or has expired.");
        }
        requireUnrevoked(agent, user);
    }
}
