package dev.parley.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.HmacKey;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.tenants.ApiKey;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.SigningSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes identity tokens for products that leave the signing to the hub. They open this hub's agents and nothing else.
public final class Minting {
    private static final String HEADER = base64Url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final SigningSecrets secrets;
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public Minting(SigningSecrets secrets, Database database, Audit audit, InstantSource clock) {
        this.secrets = secrets;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// What an API key asks a token for.
    ///
    /// @param subject   a valid user id
    /// @param agent     the id of the only agent it is for; null for all that the key reaches
    /// @param variables strings, numbers and booleans; null for none
    public record Order(
            String subject, @Nullable String email, Duration lifetime, @Nullable String agent,
            @Nullable ObjectNode variables) {}

    /// A token that was just made.
    public record Minted(String token, Instant expiresAt) {
        /// Without the token.
        @Override
        public String toString() {
            return "Minted[until " + expiresAt + "]";
        }
    }

    /// Signs what was ordered and writes it down in the audit log.
    ///
    /// @return empty if the token would be longer than 8 KiB
    public Optional<Minted> mint(ApiKey apiKey, Order order, String address) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var id = Ids.next("jti_");
        var expiresAt = now.plus(order.lifetime());
        var claims = claims(apiKey, order)
                .put("iat", now.getEpochSecond()).put("exp", expiresAt.getEpochSecond()).put("jti", id);
        var token = sign(claims, secrets.currentOrMake(KeyHolder.mint(apiKey.tenant())).key());
        if (token.length() > CompactToken.MAX_LENGTH) {
            return Optional.empty();
        }
        record(apiKey, order, id, expiresAt, address);
        return Optional.of(new Minted(token, expiresAt));
    }

    private static ObjectNode claims(ApiKey apiKey, Order order) {
        var claims = Json.object().put("iss", MintedProfile.ISSUER).put("azp", apiKey.id()).put("sub", order.subject());
        claims.set("aud", Json.texts(audience(apiKey, order)));
        if (order.email() != null) {
            claims.put("email", order.email());
        }
        if (order.variables() != null) {
            claims.set("variables", order.variables());
        }
        return claims;
    }

    /// The agent that was asked for, else those the key is limited to, else the whole tenant.
    private static Iterable<String> audience(ApiKey apiKey, Order order) {
        if (order.agent() != null) {
            return List.of(order.agent());
        }
        var limited = apiKey.powers().agents();
        return limited == null ? List.of(apiKey.tenant().value()) : new TreeSet<>(limited);
    }

    private static String sign(ObjectNode claims, HmacKey key) {
        var input = HEADER + "." + base64Url(Json.text(claims));
        var bytes = input.getBytes(StandardCharsets.US_ASCII);
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(bytes, bytes.length));
    }

    private void record(ApiKey apiKey, Order order, String id, Instant expiresAt, String address) {
        var details = Json.object().put("token", id).put("user", order.subject()).put("agent", order.agent())
                .put("expiresAt", Json.time(expiresAt));
        database.write(handle -> {
            audit.record(handle, apiKey.tenant().value(), new Actor("key:" + apiKey.id(), address), "token.minted",
                    apiKey.id(), details);
            return id;
        });
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
