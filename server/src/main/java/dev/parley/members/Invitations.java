package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// The one-time links with which invited people choose a password; each is good for seven days. Only the SHA-256 of a
/// link's token is stored.
public final class Invitations {
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final Database database;
    private final Members members;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;

    Invitations(Database database, Members members, Passwords passwords, Audit audit, Clock clock) {
        this.database = database;
        this.members = members;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /// Somebody who was just invited, with the only sight of their link's token.
    public record Invited(Member member, String token) {
        @Override
        public String toString() {
            return "Invited[" + member + "]";
        }
    }

    /// Stores a person with a role and makes their link.
    ///
    /// @return empty if the address belongs to a member already, of whatever tenant
    public Optional<Invited> invite(TenantId tenant, Email email, Role role, Actor actor) {
        return database.write(handle -> members.invite(handle, tenant, email, role, actor)
                .map(member -> new Invited(member, issue(handle, member))));
    }

    /// Makes the link of an invited member in the caller's transaction; an earlier one stops working.
    ///
    /// @return its token
    public String issue(Handle handle, Member member) {
        var token = "lnk_" + Ids.secret();
        handle.createUpdate("DELETE FROM member_links WHERE member_id = :member").bind("member", member.id().value())
                .execute();
        handle.createUpdate("""
                        INSERT INTO member_links (token_hash, tenant_id, member_id, expires_at)
                        VALUES (:hash, :tenant, :member, :expires)""")
                .bind("hash", Hashes.sha256(token)).bind("tenant", member.tenant().value())
                .bind("member", member.id().value()).bind("expires", clock.millis() + LIFETIME.toMillis()).execute();
        return token;
    }

    /// Who was invited with this link, if it still works.
    public Optional<Member> invited(String token) {
        return database.read(handle -> find(handle, token));
    }

    /// Gives the invited member their password; the link works no more.
    ///
    /// @param password already checked
    /// @return the member, now active; empty if the link does not work
    public Optional<Member> accept(String token, String password, String address) {
        if (invited(token).isEmpty()) {
            return Optional.empty();
        }
        var hash = passwords.hash(password);
        return database.write(handle -> find(handle, token).map(activate(handle, hash, address)));
    }

    private UnaryOperator<Member> activate(Handle handle, String hash, String address) {
        return member -> {
            handle.createUpdate("DELETE FROM member_links WHERE member_id = :member")
                    .bind("member", member.id().value()).execute();
            Logins.storePassword(handle, member, hash);
            audit.record(handle, member.tenant().value(), new Actor("member:" + member.id(), address),
                    "member.accepted", member.id().value(), Json.object());
            return Members.find(handle, member.tenant(), member.id()).orElseThrow();
        };
    }

    private Optional<Member> find(Handle handle, String token) {
        return handle.createQuery("""
                        SELECT m.* FROM member_links l
                        JOIN members m ON m.tenant_id = l.tenant_id AND m.id = l.member_id
                        WHERE l.token_hash = :hash AND l.expires_at > :now""")
                .bind("hash", Hashes.sha256(token)).bind("now", clock.millis()).map(Members.MEMBER)
                .findOne();
    }
}
