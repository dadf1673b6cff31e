package dev.parley.tenants;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API keys of all tenants: 256 random bits each, of which only the SHA-256 is stored.
public final class ApiKeys {
    /// What every key starts with, so that people and secret scanners know one when they see it.
    public static final String PREFIX = "pk_";

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);
    private static final RowMapper<ApiKey> KEY = (row, _) -> new ApiKey(
            row.getString("id"), new TenantId(row.getString("tenant_id")), row.getString("name"),
            row.getString("hint"),
            new ApiKey.Powers(
                    words(row.getString("scopes")).stream().flatMap(word -> Scope.of(word).stream())
                            .collect(Collectors.toSet()),
                    agents(row.getString("agents")), time(row, "expires_at"),
                    Duration.ofMillis(row.getLong("max_token_lifetime"))),
            Instant.ofEpochMilli(row.getLong("created_at")), row.getString("created_by"), time(row, "last_used_at"));

    private final Database database;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    public ApiKeys(Database database, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// A key that was just made, with the only sight of its text.
    public record Created(ApiKey key, String text) {
        @Override
        public String toString() {
            return "Created[" + key + "]";
        }
    }

    public Created create(TenantId tenant, String name, ApiKey.Powers powers, Actor actor) {
        var text = PREFIX + Ids.secret();
        var key = new ApiKey(Ids.next("key_"), tenant, name, text.substring(text.length() - 4), powers,
                Instant.ofEpochMilli(clock.millis()), actor.who(), null);
        database.write(handle -> {
            insert(handle, key, Hashes.sha256(text));
            audit.record(handle, tenant.value(), actor, "api_key.created", key.id(), Json.object()
                    .put("name", name).put("scopes", scopes(powers)).put("agents", agents(powers))
                    .put("expiresAt", powers.expiresAt() == null ? null : Json.time(powers.expiresAt())));
            return key;
        });
        return new Created(key, text);
    }

    /// The key that this text is, if it is one that is neither revoked nor expired. Its use is recorded.
    public Optional<ApiKey> authenticate(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var now = Instant.ofEpochMilli(clock.millis());
        var found = database.read(handle -> handle.createQuery("""
                        SELECT * FROM api_keys WHERE key_hash = :hash AND revoked_at IS NULL
                        AND (expires_at IS NULL OR expires_at > :now)""")
                .bind("hash", Hashes.sha256(text)).bind("now", now.toEpochMilli()).map(KEY).findOne());
        found.ifPresent(key -> recordUse(key, now));
        return found;
    }

    /// Whether the key with this id still counts: tokens it minted end with it.
    public boolean isLive(TenantId tenant, String id) {
        return database.read(handle -> handle.createQuery("""
                        SELECT 1 FROM api_keys WHERE tenant_id = :tenant AND id = :id AND revoked_at IS NULL
                        AND (expires_at IS NULL OR expires_at > :now)""")
                .bind("tenant", tenant.value()).bind("id", id).bind("now", clock.millis())
                .mapTo(Integer.class).findOne().isPresent());
    }

    /// What a key was called, whether it still counts or not.
    public Optional<String> name(TenantId tenant, String id) {
        return database.read(handle -> handle
                .select("SELECT name FROM api_keys WHERE tenant_id = ? AND id = ?", tenant.value(), id)
                .mapTo(String.class).findOne());
    }

    /// A tenant's keys that are not revoked and older than `before`, newest first.
    public List<ApiKey> list(TenantId tenant, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM api_keys WHERE tenant_id = :tenant AND revoked_at IS NULL
                        AND (created_at < :before OR (created_at = :before AND id < :beforeId))
                        ORDER BY created_at DESC, id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("before", before.at().toEpochMilli())
                .bind("beforeId", before.id()).bind("limit", limit).map(KEY).list());
    }

    /// Ends a key, the tokens it minted and the sockets they opened.
    ///
    /// @return whether the tenant had such a key
    public boolean revoke(TenantId tenant, String id, Actor actor) {
        boolean revoked = database.write(handle -> {
            var ended = handle.createUpdate("""
                            UPDATE api_keys SET revoked_at = :now
                            WHERE tenant_id = :tenant AND id = :id AND revoked_at IS NULL""")
                    .bind("now", clock.millis()).bind("tenant", tenant.value()).bind("id", id).execute() == 1;
            if (ended) {
                audit.record(handle, tenant.value(), actor, "api_key.revoked", id, Json.object());
            }
            return ended;
        });
        if (revoked) {
            events.publish(new KeysChanged(tenant, id, true));
        }
        return revoked;
    }

    private void recordUse(ApiKey key, Instant now) {
        if (key.lastUsedAt() != null && key.lastUsedAt().plus(USE_RECORDED_EVERY).isAfter(now)) {
            return;
        }
        try {
            database.write(handle -> handle.createUpdate(
                            "UPDATE api_keys SET last_used_at = :now WHERE tenant_id = :tenant AND id = :id")
                    .bind("now", now.toEpochMilli()).bind("tenant", key.tenant().value()).bind("id", key.id())
                    .execute());
        } catch (DatabaseUnavailable e) {
            LOG.warn("The use of API key {} was not recorded", key.id(), e);
        }
    }

    private static void insert(Handle handle, ApiKey key, String hash) {
        handle.createUpdate("""
                        INSERT INTO api_keys (id, tenant_id, name, key_hash, hint, scopes, agents, max_token_lifetime,
                                              created_at, created_by, expires_at)
                        VALUES (:id, :tenant, :name, :hash, :hint, :scopes, :agents, :lifetime, :now, :by, :expires)""")
                .bind("id", key.id()).bind("tenant", key.tenant().value()).bind("name", key.name())
                .bind("hash", hash).bind("hint", key.hint()).bind("scopes", scopes(key.powers()))
                .bind("agents", agents(key.powers())).bind("lifetime", key.powers().maxTokenLifetime().toMillis())
                .bind("now", key.createdAt().toEpochMilli()).bind("by", key.createdBy())
                .bind("expires", key.powers().expiresAt() == null ? null : key.powers().expiresAt().toEpochMilli())
                .execute();
    }

    private static String scopes(ApiKey.Powers powers) {
        return powers.scopes().stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
    }

    private static @Nullable String agents(ApiKey.Powers powers) {
        return powers.agents() == null ? null : String.join(" ", new TreeSet<>(powers.agents()));
    }

    private static @Nullable Set<String> agents(@Nullable String stored) {
        return stored == null ? null : Set.copyOf(words(stored));
    }

    private static List<String> words(String stored) {
        return Arrays.stream(stored.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
