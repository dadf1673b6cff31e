package dev.parley.agents;

import dev.parley.audit.Actor;
import dev.parley.platform.database.Database;
import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// Every version of every agent that was published; the newest of an agent is what its users talk to.
public final class Versions {
    /// The newest that are kept of one agent.
    private static final int KEPT = 500;
    private static final RowMapper<Version> VERSION = (row, _) -> {
        var restores = row.getLong("restores");
        return new Version(
                row.getLong("number"), ContentJson.read(row.getString("content")), row.getString("note"),
                restores == 0 ? null : restores, row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    };

    private final Database database;
    private final InstantSource clock;

    Versions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// An agent's versions with a number below `before`, newest first.
    public List<Version> list(TenantId tenant, AgentId agent, long before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM agent_versions WHERE tenant_id = :tenant AND agent_id = :agent
                        AND number < :before ORDER BY number DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("agent", agent.value()).bind("before", before)
                .bind("limit", limit).map(VERSION).list());
    }

    public Optional<Version> find(TenantId tenant, AgentId agent, long number) {
        return database.read(handle -> find(handle, tenant, agent, number));
    }

    static Optional<Version> find(Handle handle, TenantId tenant, AgentId agent, long number) {
        return handle.createQuery("""
                        SELECT * FROM agent_versions
                        WHERE tenant_id = :tenant AND agent_id = :agent AND number = :number""")
                .bind("tenant", tenant.value()).bind("agent", agent.value()).bind("number", number)
                .map(VERSION).findOne();
    }

    /// What is told of a version when it is made.
    ///
    /// @param restores the earlier version it brings back; null for any other
    record Circumstances(Actor actor, String note, @Nullable Long restores) {
        static Circumstances of(Actor actor) {
            return new Circumstances(actor, "", null);
        }
    }

    /// Stores what was just published, in the caller's transaction, which holds the agent's row.
    ///
    /// @return its number
    long add(Handle handle, TenantId tenant, AgentId agent, AgentContent content, Circumstances told) {
        var number = AgentRows.edition(handle, tenant, agent).version() + 1;
        insert(handle, tenant, agent, new Version(number, content, told.note(), told.restores(), told.actor().who(),
                Instant.ofEpochMilli(clock.millis())));
        handle.createUpdate("UPDATE agents SET version = :number WHERE tenant_id = :tenant AND id = :agent")
                .bind("number", number).bind("tenant", tenant.value()).bind("agent", agent.value()).execute();
        handle.createUpdate("""
                        DELETE FROM agent_versions
                        WHERE tenant_id = :tenant AND agent_id = :agent AND number <= :oldest""")
                .bind("tenant", tenant.value()).bind("agent", agent.value()).bind("oldest", number - KEPT).execute();
        return number;
    }

    private static void insert(Handle handle, TenantId tenant, AgentId agent, Version version) {
        handle.createUpdate("""
                        INSERT INTO agent_versions
                            (tenant_id, agent_id, number, content, note, restores, created_by, created_at)
                        VALUES (:tenant, :agent, :number, :content, :note, :restores, :author, :at)""")
                .bind("tenant", tenant.value()).bind("agent", agent.value()).bind("number", version.number())
                .bind("content", ContentJson.stored(version.content()).toString()).bind("note", version.note())
                .bind("restores", version.restores()).bind("author", version.author())
                .bind("at", version.createdAt().toEpochMilli()).execute();
    }
}
