package dev.parley.members;

import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;
import java.time.Clock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The browsers in which members have signed in, by the mark each keeps in a cookie; only its SHA-256 is stored.
final class Browsers {
    private static final String PREFIX = "brw_";
    private static final int KEPT = 20;

    private final Database database;
    private final Clock clock;

    Browsers(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whether the member has signed in before where this mark is kept.
    boolean knows(Member member, @Nullable String mark) {
        return mark != null && mark.startsWith(PREFIX) && database.read(handle -> find(handle, member, mark));
    }

    /// The mark this browser is known by from now on, in the caller's transaction: the one it has, if it is this member's.
    String remember(Handle handle, Member member, @Nullable String mark) {
        if (mark != null && find(handle, member, mark)) {
            return mark;
        }
        var made = PREFIX + Ids.secret();
        handle.createUpdate("""
                        INSERT INTO member_browsers (token_hash, tenant_id, member_id, created_at)
                        VALUES (:hash, :tenant, :member, :now)""")
                .bind("hash", Hashes.sha256(made)).bind("tenant", member.tenant().value())
                .bind("member", member.id().value()).bind("now", clock.millis()).execute();
        handle.createUpdate("""
                        DELETE FROM member_browsers WHERE tenant_id = :tenant AND member_id = :member
                        AND token_hash NOT IN (SELECT token_hash FROM member_browsers
                            WHERE tenant_id = :tenant AND member_id = :member
                            ORDER BY created_at DESC, token_hash LIMIT :kept)""")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value()).bind("kept", KEPT).execute();
        return made;
    }

    /// Knows none of the member's browsers any more, in the caller's transaction.
    static void forgetAll(Handle handle, Member member) {
        handle.createUpdate("DELETE FROM member_browsers WHERE tenant_id = :tenant AND member_id = :member")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value()).execute();
    }

    private static boolean find(Handle handle, Member member, String mark) {
        return handle.createQuery("""
                        SELECT 1 FROM member_browsers
                        WHERE token_hash = :hash AND tenant_id = :tenant AND member_id = :member""")
                .bind("hash", Hashes.sha256(mark)).bind("tenant", member.tenant().value())
                .bind("member", member.id().value()).mapTo(Integer.class).findOne().isPresent();
    }
}
