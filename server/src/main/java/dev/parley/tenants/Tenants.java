package dev.parley.tenants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// The organisations on this hub.
public final class Tenants {
    private static final RowMapper<Tenant> TENANT = (row, _) -> new Tenant(
            new TenantId(row.getString("id")), row.getString("name"), row.getString("default_agent"),
            new TenantSettings(days(row), number(row, "answers_per_day"),
                    number(row, "tokens_per_day")),
            Instant.ofEpochMilli(row.getLong("created_at")));

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    public Tenants(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Stores a new tenant in the caller's transaction, so that its owner and its secret are stored with it or not at all.
    public Tenant create(Handle handle, String name, Actor actor) {
        var tenant = new Tenant(TenantId.next(), name, null, TenantSettings.NONE,
                Instant.ofEpochMilli(clock.millis()));
        handle.createUpdate("INSERT INTO tenants (id, name, created_at) VALUES (:id, :name, :now)")
                .bind("id", tenant.id().value()).bind("name", name)
                .bind("now", tenant.createdAt().toEpochMilli()).execute();
        audit.record(handle, tenant.id().value(), actor, "tenant.created", tenant.id().value(),
                Json.object().put("name", name));
        return tenant;
    }

    public Optional<Tenant> byId(TenantId id) {
        return database.read(handle -> find(handle, id));
    }

    /// The tenants of this hub older than `before`, newest first: for its operator only.
    public List<Tenant> list(Cursor before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM tenants
                        WHERE created_at < :before OR (created_at = :before AND id < :beforeId)
                        ORDER BY created_at DESC, id DESC LIMIT :limit""")
                .bind("before", before.at().toEpochMilli()).bind("beforeId", before.id()).bind("limit", limit)
                .map(TENANT).list());
    }

    /// The tenants that delete conversations when they are old.
    public List<Tenant> withRetention() {
        return database.read(handle -> handle
                .createQuery("SELECT * FROM tenants WHERE retention_days IS NOT NULL ORDER BY id").map(TENANT).list());
    }

    /// Changes the name, or the agent that the tenant's id addresses; null leaves it as it is.
    ///
    /// @param defaultAgent the id of an agent of this tenant, or empty for none
    /// @return the tenant before and after; empty if there is none
    public Optional<Change> update(TenantId id, @Nullable String name, @Nullable String defaultAgent, Actor actor) {
        return update(id, before -> new Tenant(id, name == null ? before.name() : name,
                defaultAgent == null ? before.defaultAgent() : defaultAgent.isEmpty() ? null : defaultAgent,
                before.settings(), before.createdAt()), actor);
    }

    /// Changes a tenant to what `edit` makes of it; `edit` may run twice and must only compute.
    ///
    /// @return the tenant before and after; empty if there is none
    public Optional<Change> update(TenantId id, UnaryOperator<Tenant> edit, Actor actor) {
        return database.write(handle -> lock(handle, id).map(before -> {
            var after = edit.apply(before);
            handle.createUpdate("""
                            UPDATE tenants SET name = :name, default_agent = :agent, retention_days = :retention,
                                answers_per_day = :answers, tokens_per_day = :tokens WHERE id = :id""")
                    .bind("id", id.value()).bind("name", after.name()).bind("agent", after.defaultAgent())
                    .bind("retention", after.settings().retentionDays())
                    .bind("answers", after.settings().answersPerDay())
                    .bind("tokens", after.settings().tokensPerDay()).execute();
            audit.record(handle, id.value(), actor, "tenant.updated", id.value(), changes(before, after));
            return new Change(before, after);
        }));
    }

    /// Every field that differs, before and after.
    private static ObjectNode changes(Tenant before, Tenant after) {
        var old = fields(before);
        var changes = Json.object();
        for (var field : fields(after).properties()) {
            var from = old.path(field.getKey());
            if (!field.getValue().equals(from)) {
                var change = changes.putObject(field.getKey());
                change.set("from", from);
                change.set("to", field.getValue());
            }
        }
        return changes;
    }

    private static ObjectNode fields(Tenant tenant) {
        return tenant.settings().json().put("name", tenant.name()).put("defaultAgent", tenant.defaultAgent());
    }

    /// A tenant before and after an update.
    public record Change(Tenant before, Tenant after) {}

    /// The tenant as it is, held until the caller's transaction ends: whoever counts its owners or changes it waits here.
    public static Optional<Tenant> lock(Handle handle, TenantId id) {
        handle.createUpdate("UPDATE tenants SET name = name WHERE id = :id").bind("id", id.value()).execute();
        return find(handle, id);
    }

    private static Optional<Tenant> find(Handle handle, TenantId id) {
        return handle.createQuery("SELECT * FROM tenants WHERE id = :id").bind("id", id.value())
                .map(TENANT).findOne();
    }

    private static @Nullable Integer days(ResultSet row) throws SQLException {
        var days = row.getInt("retention_days");
        return row.wasNull() ? null : days;
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        var number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
