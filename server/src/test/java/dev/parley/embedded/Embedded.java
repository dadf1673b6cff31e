package dev.parley.embedded;

import dev.parley.platform.json.Json;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import dev.parley.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// An agent with the secret that its host product signs with. While the secret is being rotated the product signs
/// nothing; then it has the new one.
final class Embedded {
    private static final AtomicLong SERIAL = new AtomicLong();

    private final TestHub hub;
    private final String id;
    private final String slug;
    private final ReentrantReadWriteLock deploying = new ReentrantReadWriteLock();
    private String secret;

    Embedded(TestHub hub, String id, String slug, String secret) {
        this.hub = hub;
        this.id = id;
        this.slug = slug;
        this.secret = secret;
    }

    String id() {
        return id;
    }

    String slug() {
        return slug;
    }

    String secret() {
        deploying.readLock().lock();
        try {
            return secret;
        } finally {
            deploying.readLock().unlock();
        }
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

    /// Rotates at the hub and deploys the new secret; the old one comes back.
    String rotate() {
        deploying.writeLock().lock();
        try {
            var old = secret;
            secret = rotateAtHub();
            return old;
        } finally {
            deploying.writeLock().unlock();
        }
    }

    /// Rotates at the hub; the product does not know the new secret, which comes back, until it is `deploy`ed.
    String rotateAtHub() {
        return api().post(path("/identity-secret/rotate"), Json.object()).expect(200).path("secret").asText();
    }

    void deploy(String fresh) {
        deploying.writeLock().lock();
        try {
            secret = fresh;
        } finally {
            deploying.writeLock().unlock();
        }
    }

    void revokeSecrets() {
        api().delete(path("/identity-secret")).expect(200);
    }

    void revokeUser(String user) {
        api().post(path("/users/revoke"), Json.object().put("issuer", "agent").put("id", user)).expect(200);
    }

    /// How many conversations the hub holds for a user of the product.
    int conversations(String user) {
        return hub.as(token(user, Duration.ofMinutes(1))).get("/embed/v1/agents/" + slug + "/conversations").expect(200)
                .path("items").size();
    }

    private Api api() {
        return hub.owner();
    }

    private String path(String rest) {
        return "/api/v1/agents/" + id + rest;
    }
}
