package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limits;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The logins that are open. A session ends after seven days, or after a day without use; one for a single agent's chat
/// after eight hours. Of its token only the SHA-256 is stored.
public final class Sessions {
    /// What every session token starts with.
    public static final String PREFIX = "ses_";

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final Duration AGENT_LIFETIME = Duration.ofHours(8);
    private static final Duration IDLE_LIFETIME = Duration.ofDays(1);
    private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);
    private static final String OPEN = "s.expires_at > :now AND s.last_used_at > :idle";

    private final Database database;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    public Sessions(Database database, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// Opens a session in the caller's transaction, and forgets the member's sessions that are over.
    ///
    /// @param mark what the browser is known by
    MemberSession.Opened open(Handle handle, Member member, Client client, String mark) {
        return open(handle, member, client, mark, null);
    }

    /// Opens a session that is good for the chat of one agent only, for a page that may keep no cookie.
    public MemberSession.Opened openForAgent(Member member, Client client, String agent) {
        return database.write(handle -> open(handle, member, client, "", agent));
    }

    private MemberSession.Opened open(
            Handle handle, Member member, Client client, String mark, @Nullable String agent) {
        var token = PREFIX + Ids.secret();
        var now = now();
        var session = new MemberSession(
                Ids.next("lgn_"), member, now.plus(agent == null ? LIFETIME : AGENT_LIFETIME), agent);
        handle.createUpdate("DELETE FROM member_sessions WHERE tenant_id = :tenant AND member_id = :member AND expires_at <= :now")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value())
                .bind("now", now.toEpochMilli()).execute();
        handle.createUpdate("""
                        INSERT INTO member_sessions (token_hash, id, tenant_id, member_id, agent_id, created_at,
                            expires_at, last_used_at, address, network, browser)
                        VALUES (:hash, :id, :tenant, :member, :agent, :now, :expires, :now, :address, :network, :browser)""")
                .bind("hash", Hashes.sha256(token)).bind("id", session.id()).bind("tenant", member.tenant().value())
                .bind("member", member.id().value()).bind("agent", agent).bind("now", now.toEpochMilli())
                .bind("expires", session.expiresAt().toEpochMilli())
                .bind("address", client.address().getHostAddress()).bind("network", Limits.network(client.address()))
                .bind("browser", client.browser()).execute();
        recordSeen(handle, member, now);
        return new MemberSession.Opened(session, token, mark);
    }

    /// The session this token opens, if it is not over. Its use is recorded.
    public Optional<MemberSession> authenticate(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var hash = Hashes.sha256(token);
        var now = now();
        var found = database.read(handle -> handle.createQuery("""
                        SELECT m.*, s.id AS session_id, s.agent_id AS session_agent, s.expires_at AS session_ends,
                               s.last_used_at AS session_used
                        FROM member_sessions s JOIN members m ON m.tenant_id = s.tenant_id AND m.id = s.member_id
                        WHERE s.token_hash = :hash AND m.status = 'active' AND\s""" + OPEN)
                .bind("hash", hash).bind("now", now.toEpochMilli())
                .bind("idle", now.minus(IDLE_LIFETIME).toEpochMilli())
                .map((row, context) -> new Found(
                        new MemberSession(row.getString("session_id"), Members.MEMBER.map(row, context),
                                Instant.ofEpochMilli(row.getLong("session_ends")), row.getString("session_agent")),
                        Instant.ofEpochMilli(row.getLong("session_used"))))
                .findOne());
        found.filter(session -> !session.lastUsed.plus(USE_RECORDED_EVERY).isAfter(now))
                .ifPresent(known -> recordUse(hash, known.session.member(), now));
        return found.map(Found::session);
    }

    /// A member's open sessions, the last used first.
    public List<MemberSession.Shown> list(Member member) {
        var now = now();
        return database.read(handle -> handle.createQuery("""
                        SELECT s.* FROM member_sessions s WHERE s.tenant_id = :tenant AND s.member_id = :member AND\s"""
                        + OPEN + " ORDER BY s.last_used_at DESC, s.id")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value())
                .bind("now", now.toEpochMilli()).bind("idle", now.minus(IDLE_LIFETIME).toEpochMilli())
                .map((row, _) -> new MemberSession.Shown(row.getString("id"), row.getString("browser"),
                        row.getString("address"), row.getString("agent_id"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("last_used_at")),
                        Instant.ofEpochMilli(row.getLong("expires_at")))).list());
    }

    /// Whose open session has this id.
    public Optional<Member> memberOf(String id) {
        var now = now();
        return database.read(handle -> handle.createQuery("""
                        SELECT m.* FROM member_sessions s
                        JOIN members m ON m.tenant_id = s.tenant_id AND m.id = s.member_id
                        WHERE s.id = :id AND m.status = 'active' AND\s""" + OPEN)
                .bind("id", id).bind("now", now.toEpochMilli()).bind("idle", now.minus(IDLE_LIFETIME).toEpochMilli())
                .map(Members.MEMBER).findOne());
    }

    /// Ends one of a member's sessions and closes what it opened.
    ///
    /// @return whether they had it
    public boolean end(Member member, String id, Actor actor) {
        boolean ended = database.write(handle -> {
            var had = handle.createUpdate("""
                            DELETE FROM member_sessions WHERE tenant_id = :tenant AND member_id = :member AND id = :id""")
                    .bind("tenant", member.tenant().value()).bind("member", member.id().value()).bind("id", id)
                    .execute() == 1;
            if (had) {
                audit.record(handle, member.tenant().value(), actor, "member.signed_out", member.id().value(),
                        Json.object().put("session", id));
            }
            return had;
        });
        if (ended) {
            events.publish(new PeopleChanged(member.tenant()));
        }
        return ended;
    }

    /// Ends every session of a member and closes what they opened.
    public void endAll(Member member, Actor actor) {
        database.write(handle -> {
            audit.record(handle, member.tenant().value(), actor, "member.signed_out_everywhere", member.id().value(),
                    Json.object());
            return endAll(handle, member, null);
        });
        events.publish(new PeopleChanged(member.tenant()));
    }

    /// Ends the sessions of a member in the caller's transaction; whoever calls announces it.
    ///
    /// @param kept the id of the one that goes on; null for none
    static int endAll(Handle handle, Member member, @Nullable String kept) {
        return handle.createUpdate("""
                        DELETE FROM member_sessions WHERE tenant_id = :tenant AND member_id = :member AND id <> :kept""")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value())
                .bind("kept", kept == null ? "" : kept).execute();
    }

    /// Whether the member is signed in from that network now.
    boolean isKnown(Member member, InetAddress address) {
        return database.read(handle -> handle.createQuery("""
                        SELECT 1 FROM member_sessions WHERE tenant_id = :tenant AND member_id = :member
                        AND network = :network AND expires_at > :now LIMIT 1""")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value())
                .bind("network", Limits.network(address)).bind("now", clock.millis())
                .mapTo(Integer.class).findOne().isPresent());
    }

    private void recordUse(String hash, Member member, Instant now) {
        try {
            database.write(handle -> {
                recordSeen(handle, member, now);
                return handle.createUpdate("UPDATE member_sessions SET last_used_at = :now WHERE token_hash = :hash")
                        .bind("now", now.toEpochMilli()).bind("hash", hash).execute();
            });
        } catch (DatabaseUnavailable e) {
            LOG.warn("The use of a session was not recorded", e);
        }
    }

    private static void recordSeen(Handle handle, Member member, Instant now) {
        handle.createUpdate("UPDATE members SET last_seen_at = :now WHERE tenant_id = :tenant AND id = :id")
                .bind("now", now.toEpochMilli()).bind("tenant", member.tenant().value())
                .bind("id", member.id().value()).execute();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private record Found(MemberSession session, Instant lastUsed) {}
}
