package dev.parley.access;

import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.members.MemberId;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Which member or group may use which private agent.
public final class Grants {
    private static final RowMapper<Grant> GRANT = (row, _) -> new Grant(
            row.getString("id"), new AgentId(row.getString("agent_id")),
            Grant.Kind.valueOf(row.getString("grantee_kind").toUpperCase(Locale.ROOT)), row.getString("grantee_id"),
            row.getString("grantee_name"), row.getInt("pending") == 1,
            Instant.ofEpochMilli(row.getLong("created_at")));
    private static final String SELECT = """
            SELECT g.*, COALESCE(m.email, mg.name) AS grantee_name,
                   CASE WHEN m.status = 'invited' THEN 1 ELSE 0 END AS pending
            FROM grants g
            LEFT JOIN members m ON g.grantee_kind = 'member' AND m.tenant_id = g.tenant_id AND m.id = g.grantee_id
            LEFT JOIN member_groups mg ON g.grantee_kind = 'group' AND mg.tenant_id = g.tenant_id AND mg.id = g.grantee_id
            WHERE g.tenant_id = :tenant AND g.agent_id = :agent AND COALESCE(m.id, mg.id) IS NOT NULL\s""";

    private final Database database;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    public Grants(Database database, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// The grant through which a member may use the agent: their own if they have one, else that of a group.
    Optional<Way> way(TenantId tenant, AgentId agent, MemberId member) {
        return database.read(handle -> handle.createQuery("""
                        SELECT g.grantee_kind, g.grantee_id, mg.name FROM grants g
                        LEFT JOIN member_groups mg ON g.grantee_kind = 'group' AND mg.tenant_id = g.tenant_id
                            AND mg.id = g.grantee_id
                        WHERE g.tenant_id = :tenant AND g.agent_id = :agent
                        AND ((g.grantee_kind = 'member' AND g.grantee_id = :member)
                          OR (g.grantee_kind = 'group' AND g.grantee_id IN (
                              SELECT gm.group_id FROM group_members gm
                              WHERE gm.tenant_id = :tenant AND gm.member_id = :member)))
                        ORDER BY g.grantee_kind DESC, mg.name LIMIT 1""")
                .bind("tenant", tenant.value()).bind("agent", agent.value()).bind("member", member.value())
                .<Way>map((row, _) -> row.getString("grantee_kind").equals("member")
                        ? new Way.Granted()
                        : new Way.ByGroup(row.getString("grantee_id"), row.getString("name")))
                .findOne());
    }

    /// The members to whom or to whose group an agent is granted, or whose role reaches it, older than `before` and newest
    /// first: those of whom the policy is worth asking.
    List<MemberId> candidates(TenantId tenant, AgentId agent, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT m.id FROM members m WHERE m.tenant_id = :tenant
                        AND (m.created_at < :before OR (m.created_at = :before AND m.id < :beforeId))
                        AND (m.role <> 'member'
                          OR EXISTS (SELECT 1 FROM grants g WHERE g.tenant_id = :tenant AND g.agent_id = :agent
                              AND g.grantee_kind = 'member' AND g.grantee_id = m.id)
                          OR EXISTS (SELECT 1 FROM grants g JOIN group_members gm
                              ON gm.tenant_id = g.tenant_id AND gm.group_id = g.grantee_id
                              WHERE g.tenant_id = :tenant AND g.agent_id = :agent AND g.grantee_kind = 'group'
                              AND gm.member_id = m.id))
                        ORDER BY m.created_at DESC, m.id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("agent", agent.value())
                .bind("before", before.at().toEpochMilli()).bind("beforeId", before.id()).bind("limit", limit)
                .map((row, _) -> new MemberId(row.getString("id"))).list());
    }

    /// The agents granted to a group itself, the last granted first.
    List<AgentId> ofGroup(TenantId tenant, String group) {
        return database.read(handle -> handle.createQuery("""
                        SELECT agent_id FROM grants
                        WHERE tenant_id = :tenant AND grantee_kind = 'group' AND grantee_id = :group
                        ORDER BY created_at DESC, id DESC""")
                .bind("tenant", tenant.value()).bind("group", group)
                .map((row, _) -> new AgentId(row.getString("agent_id"))).list());
    }

    /// The grants for an agent that are older than `before`, newest first.
    public List<Grant> list(TenantId tenant, AgentId agent, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery(SELECT + """
                        AND (g.created_at < :before OR (g.created_at = :before AND g.id < :beforeId))
                        ORDER BY g.created_at DESC, g.id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("agent", agent.value())
                .bind("before", before.at().toEpochMilli()).bind("beforeId", before.id()).bind("limit", limit)
                .map(GRANT).list());
    }

    /// Grants the agent to a member or group of the tenant, in the caller's transaction. To grant again changes nothing.
    public Grant grant(Handle handle, TenantId tenant, AgentId agent, Grant.Kind kind, String grantee, Actor actor) {
        var stored = handle.createUpdate("""
                        INSERT INTO grants (id, tenant_id, agent_id, grantee_kind, grantee_id, created_at, created_by)
                        VALUES (:id, :tenant, :agent, :kind, :grantee, :now, :by)
                        ON CONFLICT (agent_id, grantee_kind, grantee_id) DO NOTHING""")
                .bind("id", Ids.next("inv_")).bind("tenant", tenant.value()).bind("agent", agent.value())
                .bind("kind", wireName(kind)).bind("grantee", grantee).bind("now", clock.millis())
                .bind("by", actor.who()).execute();
        if (stored == 1) {
            audit.record(handle, tenant.value(), actor, "access.granted", agent.value(),
                    Json.object().put(wireName(kind), grantee));
        }
        return handle.createQuery(SELECT + "AND g.grantee_kind = :kind AND g.grantee_id = :grantee")
                .bind("tenant", tenant.value()).bind("agent", agent.value())
                .bind("kind", wireName(kind)).bind("grantee", grantee).map(GRANT).one();
    }

    /// Takes a grant back; whoever used the agent through it is judged anew.
    ///
    /// @return whether the agent had such a grant
    public boolean revoke(TenantId tenant, AgentId agent, String grantId, Actor actor) {
        boolean revoked = database.write(handle -> {
            var deleted = handle.createUpdate(
                            "DELETE FROM grants WHERE tenant_id = :tenant AND agent_id = :agent AND id = :id")
                    .bind("tenant", tenant.value()).bind("agent", agent.value()).bind("id", grantId).execute() == 1;
            if (deleted) {
                audit.record(handle, tenant.value(), actor, "access.revoked", agent.value(),
                        Json.object().put("invitation", grantId));
            }
            return deleted;
        });
        if (revoked) {
            events.publish(new AccessChanged(tenant));
        }
        return revoked;
    }

    private static String wireName(Grant.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
