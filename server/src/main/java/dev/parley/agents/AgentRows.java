package dev.parley.agents;

import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The rows of the table `agents` inside a transaction.
final class AgentRows {
    static final String SELECT = """
            SELECT a.*, CASE WHEN t.default_agent = a.id THEN 1 ELSE 0 END AS is_default
            FROM agents a JOIN tenants t ON t.id = a.tenant_id\s""";
    static final RowMapper<Agent> AGENT = (row, _) -> new Agent(
            new AgentId(row.getString("id")), new TenantId(row.getString("tenant_id")), row.getString("slug"),
            DefinitionJson.read(row.getString("definition")),
            Agent.Access.valueOf(row.getString("access").toUpperCase(Locale.ROOT)),
            Agent.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)), row.getInt("is_default") == 1,
            Instant.ofEpochMilli(row.getLong("created_at")), Instant.ofEpochMilli(row.getLong("updated_at")));

    private AgentRows() {}

    static Optional<Agent> find(Handle handle, TenantId tenant, AgentId id) {
        return handle.createQuery(SELECT + "WHERE a.tenant_id = :tenant AND a.id = :id")
                .bind("tenant", tenant.value()).bind("id", id.value()).map(AGENT).findOne();
    }

    static Agent require(Handle handle, TenantId tenant, AgentId id) {
        return find(handle, tenant, id).orElseThrow();
    }

    /// The agent as it is, held until the transaction ends, so that no two changes overwrite each other.
    static Optional<Agent> lock(Handle handle, TenantId tenant, AgentId id) {
        handle.createUpdate("UPDATE agents SET updated_at = updated_at WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant.value()).bind("id", id.value()).execute();
        return find(handle, tenant, id);
    }

    /// Where the agent stands between draft and versions.
    ///
    /// @param version  the number of the published version
    /// @param revision counts the changes of the draft, or of what it would start from; never goes back
    record Edition(long version, long revision) {}

    static Edition edition(Handle handle, TenantId tenant, AgentId id) {
        return handle.createQuery("SELECT version, draft_revision FROM agents WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant.value()).bind("id", id.value())
                .map((row, _) -> new Edition(row.getLong(1), row.getLong(2))).one();
    }

    static void countRevision(Handle handle, TenantId tenant, AgentId id) {
        handle.createUpdate("""
                        UPDATE agents SET draft_revision = draft_revision + 1
                        WHERE tenant_id = :tenant AND id = :id""")
                .bind("tenant", tenant.value()).bind("id", id.value()).execute();
    }

    static void setDefinition(Handle handle, TenantId tenant, AgentId id, AgentDefinition definition, long now) {
        handle.createUpdate("""
                        UPDATE agents SET definition = :definition, updated_at = :now
                        WHERE tenant_id = :tenant AND id = :id""")
                .bind("tenant", tenant.value()).bind("id", id.value()).bind("now", now)
                .bind("definition", DefinitionJson.stored(definition).toString()).execute();
    }
}
