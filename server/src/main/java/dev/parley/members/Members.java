package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// The people with a login, each in one tenant.
public final class Members {
    static final RowMapper<Member> MEMBER = (row, _) -> new Member(
            new MemberId(row.getString("id")), new TenantId(row.getString("tenant_id")), row.getString("email"),
            Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)), row.getInt("operator") == 1,
            Member.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            Instant.ofEpochMilli(row.getLong("created_at")), lastSeen(row));

    private final Database database;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    public Members(Database database, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Member> byId(TenantId tenant, MemberId id) {
        return database.read(handle -> find(handle, tenant, id));
    }

    /// A member who proved who they are, whatever their tenant: for judging an open session, never for showing.
    public Optional<Member> proven(MemberId id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM members WHERE id = :id AND status = 'active'")
                .bind("id", id.value()).map(MEMBER).findOne());
    }

    /// A member, in the caller's transaction.
    public Optional<Member> byId(Handle handle, TenantId tenant, MemberId id) {
        return find(handle, tenant, id);
    }

    /// The member of the tenant with that address, in the caller's transaction.
    public Optional<Member> byEmail(Handle handle, TenantId tenant, Email email) {
        return handle.createQuery("SELECT * FROM members WHERE tenant_id = :tenant AND email_key = :key")
                .bind("tenant", tenant.value()).bind("key", email.key()).map(MEMBER).findOne();
    }

    public Optional<Member> byEmail(TenantId tenant, Email email) {
        return database.read(handle -> byEmail(handle, tenant, email));
    }

    /// A tenant's members older than `before`, newest first.
    public List<Member> list(TenantId tenant, MemberFilter filter, Cursor before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM members WHERE tenant_id = :tenant AND email_key LIKE :search ESCAPE '!'
                        AND (CAST(:role AS TEXT) IS NULL OR role = :role)
                        AND (CAST(:status AS TEXT) IS NULL OR status = :status)
                        AND (created_at < :before OR (created_at = :before AND id < :beforeId))
                        ORDER BY created_at DESC, id DESC LIMIT :limit""")
                .bind("tenant", tenant.value()).bind("search", filter.pattern())
                .bind("role", filter.role() == null ? null : filter.role().wireName())
                .bind("status", filter.status() == null ? null : filter.status().wireName())
                .bind("before", before.at().toEpochMilli()).bind("beforeId", before.id()).bind("limit", limit)
                .map(MEMBER).list());
    }

    /// How many members a tenant has.
    public long count(TenantId tenant) {
        return database.read(handle -> handle.select("SELECT count(*) FROM members WHERE tenant_id = ?", tenant.value())
                .mapTo(Long.class).one());
    }

    /// Whether a member of the tenant operates this hub.
    public boolean hasOperator(TenantId tenant) {
        return database.read(handle -> handle
                .select("SELECT count(*) FROM members WHERE tenant_id = ? AND operator = 1", tenant.value())
                .mapTo(Long.class).one()) > 0;
    }

    /// Whether nobody has a login here yet.
    public boolean none() {
        return database.read(Members::none);
    }

    static boolean none(Handle handle) {
        return handle.createQuery("SELECT 1 FROM members LIMIT 1").mapTo(Integer.class).findOne().isEmpty();
    }

    /// Stores a person without a password in the caller's transaction: invited, until they choose one.
    ///
    /// @return empty if the address belongs to a member already, of whatever tenant
    public Optional<Member> invite(Handle handle, TenantId tenant, Email email, Role role, Actor actor) {
        var member = new Member(MemberId.next(), tenant, email.text(), role, false, Member.Status.INVITED,
                Instant.ofEpochMilli(clock.millis()), null);
        return insert(handle, member, null, "member.invited", actor);
    }

    /// Stores an owner who can sign in, in the caller's transaction.
    ///
    /// @param operator     whether they may make tenants
    /// @param passwordHash made by [Passwords]
    /// @return empty if the address belongs to a member already, of whatever tenant
    public Optional<Member> addOwner(
            Handle handle, TenantId tenant, Email email, String passwordHash, boolean operator, Actor actor) {
        var member = new Member(MemberId.next(), tenant, email.text(), Role.OWNER, operator, Member.Status.ACTIVE,
                Instant.ofEpochMilli(clock.millis()), null);
        return insert(handle, member, passwordHash, "member.added", actor);
    }

    /// Lets an invited member in without a password, in the caller's transaction: somebody else vouches for them.
    ///
    /// @return the member, now active
    public Member activate(Handle handle, Member member, Actor actor) {
        if (member.status() == Member.Status.INVITED) {
            handle.createUpdate("UPDATE members SET status = 'active' WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", member.tenant().value()).bind("id", member.id().value()).execute();
            PasswordLinks.end(handle, member);
            audit.record(handle, member.tenant().value(), actor, "member.accepted", member.id().value(), Json.object());
        }
        return find(handle, member.tenant(), member.id()).orElseThrow();
    }

    /// Stores a member without a password in the caller's transaction, for whom somebody else vouches.
    ///
    /// @return empty if the address belongs to a member already, of whatever tenant
    public Optional<Member> join(Handle handle, TenantId tenant, Email email, Actor actor) {
        var member = new Member(MemberId.next(), tenant, email.text(), Role.MEMBER, false, Member.Status.ACTIVE,
                Instant.ofEpochMilli(clock.millis()), null);
        return insert(handle, member, null, "member.joined", actor);
    }

    private Optional<Member> insert(
            Handle handle, Member member, @Nullable String passwordHash, String action, Actor actor) {
        var stored = handle.createUpdate("""
                        INSERT INTO members
                        (id, tenant_id, email, email_key, role, operator, status, password_hash, created_at)
                        VALUES (:id, :tenant, :email, :key, :role, :operator, :status, :hash, :now)
                        ON CONFLICT (email_key) DO NOTHING""")
                .bind("id", member.id().value()).bind("tenant", member.tenant().value()).bind("email", member.email())
                .bind("key", new Email(member.email()).key()).bind("role", member.role().wireName())
                .bind("operator", member.operator() ? 1 : 0).bind("status", member.status().wireName())
                .bind("hash", passwordHash).bind("now", member.createdAt().toEpochMilli()).execute();
        if (stored == 0) {
            return Optional.empty();
        }
        audit.record(handle, member.tenant().value(), actor, action, member.id().value(),
                Json.object().put("email", member.email()).put("role", member.role().wireName()));
        return Optional.of(member);
    }

    /// Gives a member another role; what they have open is judged anew.
    ///
    /// @return the member as they are now
    public Change changeRole(TenantId tenant, MemberId id, Role role, Actor actor) {
        return announced(tenant, database.write(handle -> {
            Tenants.lock(handle, tenant);
            var found = find(handle, tenant, id);
            if (found.isEmpty()) {
                return new Change.Unknown();
            }
            if (role != Role.OWNER && isLastOwner(handle, found.get())) {
                return new Change.LastOwner();
            }
            handle.createUpdate("UPDATE members SET role = :role WHERE tenant_id = :tenant AND id = :id")
                    .bind("role", role.wireName()).bind("tenant", tenant.value()).bind("id", id.value()).execute();
            if (!found.get().role().covers(role)) {
                // Whoever made a link, and may have kept it, was allowed to for the lower role only.
                PasswordLinks.end(handle, found.get());
            }
            audit.record(handle, tenant.value(), actor, "member.role_changed", id.value(),
                    Json.object().put("from", found.get().role().wireName()).put("to", role.wireName()));
            return new Change.Done(find(handle, tenant, id).orElseThrow());
        }));
    }

    /// Removes a member with their sessions and group memberships; what they have open is closed.
    public Change remove(TenantId tenant, MemberId id, Actor actor) {
        return announced(tenant, database.write(handle -> {
            Tenants.lock(handle, tenant);
            var found = find(handle, tenant, id);
            if (found.isEmpty()) {
                return new Change.Unknown();
            }
            if (isLastOwner(handle, found.get())) {
                return new Change.LastOwner();
            }
            handle.createUpdate("DELETE FROM members WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant.value()).bind("id", id.value()).execute();
            audit.record(handle, tenant.value(), actor, "member.removed", id.value(),
                    Json.object().put("email", found.get().email()).put("role", found.get().role().wireName()));
            return new Change.Done(found.get());
        }));
    }

    private Change announced(TenantId tenant, Change change) {
        if (change instanceof Change.Done) {
            events.publish(new PeopleChanged(tenant));
        }
        return change;
    }

    /// What became of a change to a member.
    public sealed interface Change {
        record Done(Member member) implements Change {}

        /// The tenant has no such member.
        record Unknown() implements Change {}

        /// A tenant keeps at least one owner who can sign in.
        record LastOwner() implements Change {}
    }

    static Optional<Member> find(Handle handle, TenantId tenant, MemberId id) {
        return handle.createQuery("SELECT * FROM members WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant.value()).bind("id", id.value()).map(MEMBER).findOne();
    }

    private static boolean isLastOwner(Handle handle, Member member) {
        return member.role() == Role.OWNER && handle.createQuery("""
                        SELECT 1 FROM members WHERE tenant_id = :tenant AND role = 'owner' AND id <> :id
                        AND status = 'active' LIMIT 1""")
                .bind("tenant", member.tenant().value()).bind("id", member.id().value())
                .mapTo(Integer.class).findOne().isEmpty();
    }

    private static @Nullable Instant lastSeen(ResultSet row) throws SQLException {
        var at = row.getLong("last_seen_at");
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }
}
