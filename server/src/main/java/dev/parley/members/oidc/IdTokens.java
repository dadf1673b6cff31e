package dev.parley.members.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.parley.platform.json.Json;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/// Validates ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) with a JOSE library: only asymmetric signatures, by keys
/// that the provider publishes. A key nobody knows yet makes the hub ask again, at most twice a minute.
final class IdTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();
    private static final Duration KEYS_KEPT = Duration.ofHours(1);
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final int SKEW_SECONDS = 60;

    private final ProviderClient client;
    private final InstantSource clock;
    private final Cache<URI, Keys> known = Caffeine.newBuilder().maximumSize(1_000).build();

    IdTokens(ProviderClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /// @param askedAgainAt when a key nobody knew made the hub ask; the beginning of time if never
    private record Keys(JWKSet set, Instant fetchedAt, Instant askedAgainAt) {}

    /// What a valid ID token says of somebody.
    ///
    /// @param subject never reassigned by the provider, unlike an e-mail address
    /// @param email   empty if the token has none that the provider has verified
    record Subject(String subject, String email) {}

    private static Set<JWSAlgorithm> algorithms() {
        var algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
        algorithms.addAll(JWSAlgorithm.Family.EC);
        return Set.copyOf(algorithms);
    }

    /// Who signed in with the provider.
    ///
    /// @param nonce what was sent along with this attempt
    /// @throws ProviderFailed if the token is not one of the provider for this client and this attempt
    Subject validate(Provider provider, Metadata metadata, String token, String nonce) throws ProviderFailed {
        try {
            return subject(provider, process(provider, keys(metadata, false), token, nonce));
        } catch (UnknownKey _) {
            try {
                return subject(provider, process(provider, keys(metadata, true), token, nonce));
            } catch (UnknownKey e) {
                throw new ProviderFailed("The provider's ID token is not signed with a key that it publishes.", e);
            }
        }
    }

    private JWTClaimsSet process(Provider provider, JWKSet keys, String token, String nonce)
            throws ProviderFailed, UnknownKey {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        var verifier = new DefaultJWTClaimsVerifier<SecurityContext>(provider.clientId(),
                new JWTClaimsSet.Builder().issuer(provider.issuer()).claim("nonce", nonce).build(),
                Set.of("sub", "exp", "iat")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        verifier.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(verifier);
        try {
            return processor.process(token, null);
        } catch (BadJWTException | ParseException e) {
            throw new ProviderFailed("The provider's ID token is not valid for this sign-in.", e);
        } catch (BadJOSEException e) {
            throw new UnknownKey(e);
        } catch (JOSEException e) {
            throw new ProviderFailed("The provider's ID token is not valid for this sign-in.", e);
        }
    }

    private static Subject subject(Provider provider, JWTClaimsSet claims) throws ProviderFailed {
        try {
            var authorized = claims.getStringClaim("azp");
            if (authorized == null ? claims.getAudience().size() > 1 : !authorized.equals(provider.clientId())) {
                throw new ProviderFailed("The provider's ID token was made for another client.");
            }
            var verified = Boolean.TRUE.equals(claims.getClaim("email_verified"));
            var email = claims.getStringClaim("email");
            return new Subject(Objects.requireNonNull(claims.getSubject()), verified && email != null ? email : "");
        } catch (ParseException e) {
            throw new ProviderFailed("The provider's ID token holds a claim of the wrong type.", e);
        }
    }

    private JWKSet keys(Metadata metadata, boolean anew) throws ProviderFailed {
        var now = clock.instant();
        var keys = known.getIfPresent(metadata.keys());
        if (keys != null && now.isBefore(anew ? keys.askedAgainAt.plus(ASKED_AGAIN_AFTER) : keys.fetchedAt.plus(KEYS_KEPT))) {
            return keys.set;
        }
        var set = parse(client.get(metadata.keys()));
        known.put(metadata.keys(), new Keys(set, now, anew ? now : Instant.EPOCH));
        return set;
    }

    private static JWKSet parse(ObjectNode json) throws ProviderFailed {
        try {
            return JWKSet.parse(Json.text(json));
        } catch (ParseException e) {
            throw new ProviderFailed("The provider's keys cannot be read.", e);
        }
    }

    /// No key known here verifies the token as it must be: the provider may have a new one.
    private static final class UnknownKey extends Exception {
        UnknownKey(Throwable cause) {
            super(cause);
        }
    }
}
