package dev.parley.identity;

import java.time.Duration;

/// Tokens that a product signs with its tenant's secret: the user is `userId`, and the token names its tenant.
final class TenantProfile implements Profile {
    /// An hour, and what the clocks may differ.
    static final Duration MAX_LIFETIME = Duration.ofHours(1).plus(TokenTimes.SKEW);

    @Override
    public VerifiedUser read(Signed signed, Claims claims) throws TokenRefused {
        var times = TokenTimes.require(claims, null, signed.now());
        var expiresAt = times.expiresAt();
        if (expiresAt == null) {
            throw TokenRefused.invalid("The token has no \"exp\", which a token signed with the tenant's secret needs."
                    + " Let your signing call set an expiry of at most one hour.");
        }
        var start = times.issuedAt() == null ? signed.now() : times.issuedAt();
        if (Offsets.isAhead(expiresAt, MAX_LIFETIME, start)) {
            throw TokenRefused.invalid("The token lives " + Offsets.between(start, expiresAt) + ", from \"iat\" (or now)"
                    + " to \"exp\"; a token signed with the tenant's secret may live 3600 s. Set a shorter expiry.");
        }
        if (!claims.text("tenantId").equals(signed.agent().tenant().value())) {
            throw TokenRefused.invalid("The claim \"tenantId\" is not the tenant this agent belongs to.");
        }
        var context = new VerifiedUser.Context(
                claims.texts("userRoles"), claims.optionalText("plan"), times.issuedAt(), null);
        return new VerifiedUser(
                new Principal(Principal.Kind.USER, Principal.Issuer.TENANT, claims.userId("userId"),
                        claims.email("userEmail")),
                expiresAt, signed.secret().id(), claims.variables(), context);
    }
}
