package dev.parley.members.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import dev.parley.tenants.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The sign-ins that are on their way to a provider and back. Each is bound to one browser, counts once, and is over after
/// ten minutes; of its state and of what the browser holds only the SHA-256 is stored.
final class Attempts {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Database database;
    private final SecretBox box;
    private final InstantSource clock;

    Attempts(Database database, SecretBox box, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /// One sign-in under way.
    ///
    /// @param verifier of PKCE (RFC 7636, section 4.1)
    /// @param redirect where the provider sends the browser back to
    /// @param next     the page of ours to go on with
    record Attempt(TenantId tenant, String nonce, String verifier, String redirect, String next) {
        @Override
        public String toString() {
            return "Attempt[" + tenant + "]";
        }
    }

    /// Stores an attempt.
    ///
    /// @param browser what the browser was given to be known again by
    /// @return its state
    String begin(Attempt attempt, String browser) {
        var state = Ids.secret();
        var hash = Hashes.sha256(state);
        var secrets = Json.object().put("nonce", attempt.nonce).put("verifier", attempt.verifier)
                .put("redirect", attempt.redirect);
        database.write(handle -> {
            handle.createUpdate("DELETE FROM oidc_attempts WHERE expires_at <= :now").bind("now", clock.millis()).execute();
            return handle.createUpdate("""
                            INSERT INTO oidc_attempts (state_hash, tenant_id, browser_hash, secrets, next, expires_at)
                            VALUES (:state, :tenant, :browser, :secrets, :next, :expires)""")
                    .bind("state", hash).bind("tenant", attempt.tenant.value()).bind("browser", Hashes.sha256(browser))
                    .bind("secrets", box.seal(place(attempt.tenant, hash), Json.bytes(secrets)))
                    .bind("next", attempt.next).bind("expires", clock.millis() + LIFETIME.toMillis()).execute();
        });
        return state;
    }

    /// Takes the attempt with that state, which then counts no more; empty if it is over, was taken, or began in another
    /// browser.
    Optional<Attempt> take(String state, String browser) {
        var hash = Hashes.sha256(state);
        return database.write(handle -> {
            var found = find(handle, hash, Hashes.sha256(browser));
            handle.createUpdate("DELETE FROM oidc_attempts WHERE state_hash = :state").bind("state", hash).execute();
            return found;
        });
    }

    private Optional<Attempt> find(Handle handle, String hash, String browserHash) {
        return handle.createQuery("""
                        SELECT * FROM oidc_attempts
                        WHERE state_hash = :state AND browser_hash = :browser AND expires_at > :now""")
                .bind("state", hash).bind("browser", browserHash).bind("now", clock.millis())
                .map((row, _) -> {
                    var tenant = new TenantId(row.getString("tenant_id"));
                    var secrets = parse(box.open(place(tenant, hash), row.getString("secrets")));
                    return new Attempt(tenant, secrets.path("nonce").asText(), secrets.path("verifier").asText(),
                            secrets.path("redirect").asText(), row.getString("next"));
                }).findOne();
    }

    private static ObjectNode parse(byte[] json) {
        try {
            return StrictJson.object(json);
        } catch (MalformedJson e) {
            throw new IllegalStateException("A stored attempt is damaged", e);
        }
    }

    private static SecretBox.Place place(TenantId tenant, String hash) {
        return new SecretBox.Place("oidc-attempt", tenant.value(), hash);
    }
}
