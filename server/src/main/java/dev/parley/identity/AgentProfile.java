package dev.parley.identity;

import dev.parley.agents.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tokens that a host product signs with an agent's identity secret: the user is `user_email`, whatever kind of id that is.
final class AgentProfile implements Profile {
    /// How long the session of a token lasts that says nothing of time.
    private static final Duration SESSION = Duration.ofHours(24);

    private final Consumer<AgentId> withoutExpiry;

    /// @param withoutExpiry hears of every good token that has no `exp`
    AgentProfile(Consumer<AgentId> withoutExpiry) {
        this.withoutExpiry = withoutExpiry;
    }

    @Override
    public VerifiedUser read(Signed signed, Claims claims) throws TokenRefused {
        var policy = signed.agent().definition().tokenPolicy();
        var times = TokenTimes.require(claims, policy.maxLifetime(), signed.now());
        if (policy.requireExp() && times.expiresAt() == null) {
            throw TokenRefused.invalid("The token has no \"exp\", which this agent requires. Let your signing call set"
                    + " an expiry, such as expiresIn: '1h'.");
        }
        var id = claims.userId("user_email");
        var user = new VerifiedUser(
                new Principal(Principal.Kind.USER, Principal.Issuer.AGENT, id, id.indexOf('@') > 0 ? id : null),
                end(times, policy.maxLifetime(), signed.now()), signed.secret().id(), claims.variables(),
                new VerifiedUser.Context(List.of(), null, times.issuedAt(), null));
        if (times.expiresAt() == null) {
            withoutExpiry.accept(signed.agent().id());
        }
        return user;
    }

    private static Instant end(TokenTimes times, Duration maxLifetime, Instant now) {
        var byClaim = times.expiresAt();
        var byAge = times.issuedAt() == null ? null : times.issuedAt().plus(maxLifetime);
        if (byClaim == null && byAge == null) {
            return now.plus(SESSION.compareTo(maxLifetime) < 0 ? SESSION : maxLifetime);
        }
        return earlier(byClaim, byAge);
    }

    private static Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return java.util.Objects.requireNonNull(a == null ? b : a);
        }
        return a.isBefore(b) ? a : b;
    }
}
