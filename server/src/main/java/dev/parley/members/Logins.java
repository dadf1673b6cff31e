package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs members in by e-mail address and password.
public final class Logins {
    private final Database database;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Limits limits;
    private final Audit audit;

    public Logins(Database database, Passwords passwords, Sessions sessions, Limits limits, Audit audit) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.limits = limits;
        this.audit = audit;
    }

    /// How an attempt to sign in ended.
    public sealed interface Outcome {
        record SignedIn(MemberSession.Opened session) implements Outcome {}

        /// No such account, no password yet or a wrong one: which of them is not told.
        record Wrong() implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}
    }

    /// Opens a session for whoever knows the password. An unknown address takes as long as a wrong password.
    public Outcome signIn(String emailText, String password, InetAddress address) {
        var account = Email.of(emailText).flatMap(this::account);
        var wait = limited(emailText, account, address);
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        var matches = passwords.matches(password, account.map(Account::passwordHash).orElse(null));
        if (account.isEmpty()) {
            return new Outcome.Wrong();
        }
        var member = account.get().member;
        var actor = new Actor("member:" + member.id(), address.getHostAddress());
        return database.write(handle -> {
            if (!matches || member.status() != Member.Status.ACTIVE) {
                audit.record(handle, member.tenant().value(), actor, "member.sign_in_failed", member.id().value(),
                        Json.object());
                return new Outcome.Wrong();
            }
            audit.record(handle, member.tenant().value(), actor, "member.signed_in", member.id().value(), Json.object());
            return new Outcome.SignedIn(sessions.open(handle, member, address));
        });
    }

    /// Changes the password of a member who knows the present one, and ends all their sessions.
    ///
    /// @param next already checked
    /// @return whether they knew it
    /// @throws Refused `rate_limited` after too many attempts
    public boolean changePassword(Member member, String present, String next, Actor actor, InetAddress address) {
        limited(member.email(), account(new Email(member.email())), address).ifPresent(wait -> {
            throw Refused.until(ErrorCode.RATE_LIMITED, "Too many attempts. Wait a little, then try again.", wait);
        });
        var stored = account(new Email(member.email())).map(Account::passwordHash).orElse(null);
        if (!passwords.matches(present, stored)) {
            return false;
        }
        var hash = passwords.hash(next);
        database.write(handle -> {
            storePassword(handle, member, hash);
            sessions.endAll(handle, member);
            audit.record(handle, member.tenant().value(), actor, "member.password_changed", member.id().value(),
                    Json.object());
            return member;
        });
        return true;
    }

    static void storePassword(org.jdbi.v3.core.Handle handle, Member member, String hash) {
        handle.createUpdate("""
                        UPDATE members SET password_hash = :hash, status = 'active'
                        WHERE tenant_id = :tenant AND id = :id""")
                .bind("hash", hash).bind("tenant", member.tenant().value()).bind("id", member.id().value()).execute();
    }

    /// Somebody who attacks an account from elsewhere uses up the account's attempts, but not those of its owner at a
    /// place where they are signed in.
    private Optional<Duration> limited(String emailText, Optional<Account> account, InetAddress address) {
        var network = Limits.network(address);
        var wait = limits.take(Limit.LOGINS, "address:" + network);
        if (wait.isPresent()) {
            return wait;
        }
        var name = account.map(found -> found.member.id().value())
                .orElseGet(() -> Email.of(emailText).map(Email::key).orElse(""));
        var atHome = account.filter(found -> sessions.isKnown(found.member, address)).isPresent();
        return limits.take(Limit.LOGINS, "account:" + name + (atHome ? "@" + network : ""));
    }

    private Optional<Account> account(Email email) {
        return database.read(handle -> handle.createQuery("SELECT * FROM members WHERE email_key = :key")
                .bind("key", email.key())
                .map((row, context) -> new Account(Members.MEMBER.map(row, context), row.getString("password_hash")))
                .findOne());
    }

    private record Account(Member member, @Nullable String passwordHash) {}
}
