package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The one-time links with which somebody chooses a password. Only the SHA-256 of a link's token is stored, and choosing
/// with one ends all others of that member.
public final class PasswordLinks {
    private final Database database;
    private final Passwords passwords;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    PasswordLinks(Database database, Passwords passwords, Audit audit, Events events, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// What a link is for.
    public enum Purpose {
        /// An invited member's first password.
        INVITATION("member.accepted"),
        /// Another password for somebody who has one, or signs in elsewhere.
        RESET("member.password_reset");

        private final String action;

        Purpose(String action) {
            this.action = action;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A link that was just made, with the only sight of its token.
    ///
    /// @param token `lnk_` and 256 random bits
    public record Link(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Link[" + expiresAt + "]";
        }
    }

    /// Makes a link in the caller's transaction; the member's links that are over are forgotten.
    Link make(Handle handle, Member member, Purpose purpose, Duration lifetime) {
        var link = new Link("lnk_" + Ids.secret(), Instant.ofEpochMilli(clock.millis()).plus(lifetime));
        handle.createUpdate("DELETE FROM member_links WHERE member_id = :member AND expires_at <= :now")
                .bind("member", member.id().value()).bind("now", clock.millis()).execute();
        handle.createUpdate("""
                        INSERT INTO member_links (token_hash, tenant_id, member_id, purpose, expires_at)
                        VALUES (:hash, :tenant, :member, :purpose, :expires)""")
                .bind("hash", Hashes.sha256(link.token)).bind("tenant", member.tenant().value())
                .bind("member", member.id().value()).bind("purpose", purpose.wireName())
                .bind("expires", link.expiresAt.toEpochMilli()).execute();
        return link;
    }

    /// Whose link this is, if it still works.
    public Optional<Member> holder(String token, Purpose purpose) {
        return database.read(handle -> find(handle, token, purpose));
    }

    /// Gives the link's holder a password, ends their sessions, and forgets which browsers they had.
    ///
    /// @param password already checked
    /// @return the member, now active; empty if the link does not work
    public Optional<Member> choose(String token, Purpose purpose, String password, String address) {
        if (holder(token, purpose).isEmpty()) {
            return Optional.empty();
        }
        var hash = passwords.hash(password);
        var chosen = database.write(handle ->
                find(handle, token, purpose).map(member -> store(handle, member, purpose, hash, address)));
        chosen.ifPresent(member -> events.publish(new PeopleChanged(member.tenant())));
        return chosen;
    }

    private Member store(Handle handle, Member member, Purpose purpose, String hash, String address) {
        end(handle, member);
        Logins.storePassword(handle, member, hash);
        var _ = Sessions.endAll(handle, member, null);
        Browsers.forgetAll(handle, member);
        audit.record(handle, member.tenant().value(), new Actor("member:" + member.id(), address), purpose.action,
                member.id().value(), Json.object());
        return Members.find(handle, member.tenant(), member.id()).orElseThrow();
    }

    /// Ends all links of a member in the caller's transaction.
    static void end(Handle handle, Member member) {
        handle.createUpdate("DELETE FROM member_links WHERE tenant_id = :tenant AND member_id = :member")
                .bind("tenant", member.tenant().value()).bind("member", member.id().value()).execute();
    }

    private Optional<Member> find(Handle handle, String token, Purpose purpose) {
        return handle.createQuery("""
                        SELECT m.* FROM member_links l
                        JOIN members m ON m.tenant_id = l.tenant_id AND m.id = l.member_id
                        WHERE l.token_hash = :hash AND l.purpose = :purpose AND l.expires_at > :now""")
                .bind("hash", Hashes.sha256(token)).bind("purpose", purpose.wireName()).bind("now", clock.millis())
                .map(Members.MEMBER).findOne();
    }
}
