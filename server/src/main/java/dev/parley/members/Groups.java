package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The groups of all tenants.
public final class Groups {
    private static final String SELECT = """
            SELECT g.*, (SELECT COUNT(*) FROM group_members gm WHERE gm.group_id = g.id) AS size
            FROM member_groups g WHERE g.tenant_id = :tenant\s""";
    private static final RowMapper<Group> GROUP = (row, _) -> new Group(
            row.getString("id"), new TenantId(row.getString("tenant_id")), row.getString("name"),
            row.getLong("size"), Instant.ofEpochMilli(row.getLong("created_at")));

    private final Database database;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    public Groups(Database database, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// Stores a new group without members.
    ///
    /// @return empty if the tenant has a group of that name
    public Optional<Group> create(TenantId tenant, String name, Actor actor) {
        var group = new Group(Ids.next("grp_"), tenant, name, 0, Instant.ofEpochMilli(clock.millis()));
        return database.write(handle -> {
            var stored = handle.createUpdate("""
                            INSERT INTO member_groups (id, tenant_id, name, created_at) VALUES (:id, :tenant, :name, :now)
                            ON CONFLICT (tenant_id, name) DO NOTHING""")
                    .bind("id", group.id()).bind("tenant", tenant.value()).bind("name", name)
                    .bind("now", group.createdAt().toEpochMilli()).execute();
            if (stored == 0) {
                return Optional.empty();
            }
            audit.record(handle, tenant.value(), actor, "group.created", group.id(), Json.object().put("name", name));
            return Optional.of(group);
        });
    }

    public Optional<Group> byId(TenantId tenant, String id) {
        return database.read(handle -> find(handle, tenant, id));
    }

    /// The group of the tenant with that name, in the caller's transaction.
    public Optional<Group> byName(Handle handle, TenantId tenant, String name) {
        return handle.createQuery(SELECT + "AND g.name = :name").bind("tenant", tenant.value()).bind("name", name)
                .map(GROUP).findOne();
    }

    /// A tenant's groups older than `before`, newest first.
    public List<Group> list(TenantId tenant, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery(SELECT + """
                        AND (g.created_at < :before OR (g.created_at = :before AND g.id < :beforeId))
                        ORDER BY g.created_at DESC, g.id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("before", before.at().toEpochMilli())
                .bind("beforeId", before.id()).bind("limit", limit).map(GROUP).list());
    }

    /// The members of a group, by e-mail address.
    public List<Member> members(TenantId tenant, String id) {
        return database.read(handle -> handle.createQuery("""
                        SELECT m.* FROM group_members gm JOIN members m ON m.tenant_id = gm.tenant_id AND m.id = gm.member_id
                        WHERE gm.tenant_id = :tenant AND gm.group_id = :group ORDER BY m.email_key""")
                .bind("tenant", tenant.value()).bind("group", id).map(Members.MEMBER).list());
    }

    /// Makes exactly these people the members of a group; whoever left it is judged anew.
    ///
    /// @return the group as it is now; empty if the tenant has no such group or one of them is not its member
    public Optional<Group> setMembers(TenantId tenant, String id, List<MemberId> people, Actor actor) {
        var ids = new TreeSet<>(people.stream().map(MemberId::value).toList());
        Optional<Group> changed = database.write(handle -> {
            if (find(handle, tenant, id).isEmpty()
                    || ids.stream().anyMatch(member -> Members.find(handle, tenant, new MemberId(member)).isEmpty())) {
                return Optional.empty();
            }
            handle.createUpdate("DELETE FROM group_members WHERE tenant_id = :tenant AND group_id = :group")
                    .bind("tenant", tenant.value()).bind("group", id).execute();
            for (var member : ids) {
                handle.createUpdate("""
                                INSERT INTO group_members (tenant_id, group_id, member_id)
                                VALUES (:tenant, :group, :member)""")
                        .bind("tenant", tenant.value()).bind("group", id).bind("member", member).execute();
            }
            var details = Json.object();
            details.set("members", Json.texts(ids));
            audit.record(handle, tenant.value(), actor, "group.members_set", id, details);
            return find(handle, tenant, id);
        });
        changed.ifPresent(_ -> events.publish(new PeopleChanged(tenant)));
        return changed;
    }

    /// Deletes a group; what it granted, it grants no more.
    ///
    /// @return whether the tenant had such a group
    public boolean delete(TenantId tenant, String id, Actor actor) {
        boolean gone = database.write(handle -> {
            var deleted = handle.createUpdate("DELETE FROM member_groups WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant.value()).bind("id", id).execute() == 1;
            if (deleted) {
                audit.record(handle, tenant.value(), actor, "group.deleted", id, Json.object());
            }
            return deleted;
        });
        if (gone) {
            events.publish(new PeopleChanged(tenant));
        }
        return gone;
    }

    /// Gives a group another name.
    ///
    /// @return whether the tenant has no other group of that name
    public boolean rename(TenantId tenant, String id, String name, Actor actor) {
        return database.write(handle -> {
            Tenants.lock(handle, tenant);
            var holder = byName(handle, tenant, name).map(Group::id);
            if (holder.isPresent()) {
                return holder.get().equals(id);
            }
            handle.createUpdate("UPDATE member_groups SET name = :name WHERE tenant_id = :tenant AND id = :id")
                    .bind("name", name).bind("tenant", tenant.value()).bind("id", id).execute();
            audit.record(handle, tenant.value(), actor, "group.renamed", id, Json.object().put("name", name));
            return true;
        });
    }

    /// The groups a member belongs to, by name.
    public List<Group> of(TenantId tenant, MemberId member) {
        return database.read(handle -> handle.createQuery(SELECT + """
                        AND EXISTS (SELECT 1 FROM group_members gm WHERE gm.tenant_id = g.tenant_id
                            AND gm.group_id = g.id AND gm.member_id = :member) ORDER BY g.name""")
                .bind("tenant", tenant.value()).bind("member", member.value()).map(GROUP).list());
    }

    private static Optional<Group> find(Handle handle, TenantId tenant, String id) {
        return handle.createQuery(SELECT + "AND g.id = :id").bind("tenant", tenant.value()).bind("id", id)
                .map(GROUP).findOne();
    }
}
