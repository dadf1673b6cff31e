package dev.parley.members;

import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.limits.Limits;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The logins that are open. A session ends after seven days, or after a day without use; of its token only the SHA-256
/// is stored.
public final class Sessions {
    /// What every session token starts with.
    public static final String PREFIX = "ses_";

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final Duration IDLE_LIFETIME = Duration.ofDays(1);
    private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;

    public Sessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Opens a session in the caller's transaction, and forgets the member's sessions that are over.
    MemberSession.Opened open(Handle handle, Member member, InetAddress address) {
        var token = PREFIX + Ids.secret();
        var now = Instant.ofEpochMilli(clock.millis());
        var session = new MemberSession(member, now.plus(LIFETIME));
        handle.createUpdate("DELETE FROM member_sessions WHERE tenant_id = :tenant AND member_id = :member AND expires_at <= :now")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value())
                .bind("now", now.toEpochMilli()).execute();
        handle.createUpdate("""
                        INSERT INTO member_sessions
                        (token_hash, tenant_id, member_id, created_at, expires_at, last_used_at, address)
                        VALUES (:hash, :tenant, :member, :now, :expires, :now, :address)""")
                .bind("hash", Hashes.sha256(token)).bind("tenant", member.tenant().value())
                .bind("member", member.id().value()).bind("now", now.toEpochMilli())
                .bind("expires", session.expiresAt().toEpochMilli()).bind("address", Limits.network(address)).execute();
        return new MemberSession.Opened(session, token);
    }

    /// The session this token opens, if it is not over. Its use is recorded.
    public Optional<MemberSession> authenticate(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var hash = Hashes.sha256(token);
        var now = Instant.ofEpochMilli(clock.millis());
        var found = database.read(handle -> handle.createQuery("""
                        SELECT m.*, s.expires_at AS session_ends, s.last_used_at AS session_used
                        FROM member_sessions s JOIN members m ON m.tenant_id = s.tenant_id AND m.id = s.member_id
                        WHERE s.token_hash = :hash AND s.expires_at > :now AND s.last_used_at > :idle
                        AND m.status = 'active'""")
                .bind("hash", hash).bind("now", now.toEpochMilli())
                .bind("idle", now.minus(IDLE_LIFETIME).toEpochMilli())
                .map((row, context) -> new Found(
                        new MemberSession(Members.MEMBER.map(row, context),
                                Instant.ofEpochMilli(row.getLong("session_ends"))),
                        Instant.ofEpochMilli(row.getLong("session_used"))))
                .findOne());
        found.filter(session -> !session.lastUsed.plus(USE_RECORDED_EVERY).isAfter(now))
                .ifPresent(_ -> recordUse(hash, now));
        return found.map(Found::session);
    }

    /// Ends the session this token opened; harmless if there is none.
    public void end(String token) {
        database.write(handle -> handle.createUpdate("DELETE FROM member_sessions WHERE token_hash = :hash")
                .bind("hash", Hashes.sha256(token)).execute());
    }

    /// Ends every session of a member in the caller's transaction.
    void endAll(Handle handle, Member member) {
        handle.createUpdate("DELETE FROM member_sessions WHERE tenant_id = :tenant AND member_id = :member")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value()).execute();
    }

    /// Whether the member is signed in from that network now.
    boolean isKnown(Member member, InetAddress address) {
        return database.read(handle -> handle.createQuery("""
                        SELECT 1 FROM member_sessions WHERE tenant_id = :tenant AND member_id = :member
                        AND address = :address AND expires_at > :now LIMIT 1""")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value())
                .bind("address", Limits.network(address)).bind("now", clock.millis())
                .mapTo(Integer.class).findOne().isPresent());
    }

    private void recordUse(String hash, Instant now) {
        try {
            database.write(handle -> handle.createUpdate(
                            "UPDATE member_sessions SET last_used_at = :now WHERE token_hash = :hash")
                    .bind("now", now.toEpochMilli()).bind("hash", hash).execute());
        } catch (DatabaseUnavailable e) {
            LOG.warn("The use of a session was not recorded", e);
        }
    }

    private record Found(MemberSession session, Instant lastUsed) {}
}
