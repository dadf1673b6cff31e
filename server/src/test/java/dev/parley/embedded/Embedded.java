package dev.parley.embedded;

import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import dev.parley.testing.Tokens;
import dev.parley.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// An agent with the secret that its host product signs with; the product forgets a secret when it gets the next one.
final class Embedded {
    private static final AtomicLong SERIAL = new AtomicLong();

    private final TestHub hub;
    private final String id;
    private final String slug;
    private final AtomicReference<String> secret;

    Embedded(TestHub hub, String id, String slug, String secret) {
        this.hub = hub;
        this.id = id;
        this.slug = slug;
        this.secret = new AtomicReference<>(secret);
    }

    String id() {
        return id;
    }

    String slug() {
        return slug;
    }

    String secret() {
        return secret.get();
    }

    /// A token of the product for one of its users; no two are the same.
    String token(String user, Duration lifetime) {
        return token(secret(), user, lifetime);
    }

    static String token(String secret, String user, Duration lifetime) {
        var now = Instant.now();
        var claims = Json.object().put("user_email", user).put("iat", now.getEpochSecond())
                .put("exp", now.plus(lifetime).getEpochSecond()).put("jti", "t" + SERIAL.incrementAndGet());
        claims.putObject("variables").put("name", Character.toUpperCase(user.charAt(0)) + user.substring(1).split("@", -1)[0]);
        return Tokens.sign(secret, claims);
    }

    /// Rotates at the hub; the product has the new secret a moment later. The old one comes back.
    String rotate(String overlap) {
        var order = overlap.isEmpty() ? Json.object() : Json.object().put("overlap", overlap);
        var fresh = api().post(path("/identity-secret/rotate"), order).expect(200).path("secret").asText();
        return secret.getAndSet(fresh);
    }

    void revokeSecrets() {
        api().delete(path("/identity-secret")).expect(200);
    }

    void revokeUser(String user) {
        api().post(path("/users/revoke"), Json.object().put("issuer", "agent").put("id", user)).expect(200);
    }

    private Api api() {
        return hub.owner();
    }

    private String path(String rest) {
        return "/api/v1/agents/" + id + rest;
    }
}
