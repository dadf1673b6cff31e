package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Signs members in by e-mail address and password.
public final class Logins {
    private final Database database;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Browsers browsers;
    private final Limits limits;
    private final Audit audit;
    private final Events events;

    Logins(Database database, Passwords passwords, Sessions sessions, Browsers browsers, Limits limits, Audit audit,
            Events events) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.browsers = browsers;
        this.limits = limits;
        this.audit = audit;
        this.events = events;
    }

    /// How an attempt to sign in ended.
    public sealed interface Outcome {
        record SignedIn(MemberSession.Opened session) implements Outcome {}

        /// No such account, no password yet or a wrong one: which of them is not told.
        record Wrong() implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}
    }

    /// Opens a session for whoever knows the password. An unknown address takes as long as a wrong password.
    public Outcome signIn(String emailText, String password, Client client) {
        var account = Email.of(emailText).flatMap(this::account);
        var wait = limited(emailText, account, client);
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        var matches = passwords.matches(password, account.map(Account::passwordHash).orElse(null));
        if (account.isEmpty()) {
            return new Outcome.Wrong();
        }
        var member = account.get().member;
        return database.write(handle -> {
            if (!isUnchanged(handle, account.get())) {
                return new Outcome.Wrong();
            }
            if (!matches || member.status() != Member.Status.ACTIVE) {
                record(handle, member, client, "member.sign_in_failed");
                return new Outcome.Wrong();
            }
            return new Outcome.SignedIn(open(handle, member, client));
        });
    }

    /// Whether the account is still there with the password that was compared, which takes its time.
    private static boolean isUnchanged(Handle handle, Account account) {
        return handle.createQuery("SELECT password_hash FROM members WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", account.member.tenant().value()).bind("id", account.member.id().value())
                .map((row, _) -> Optional.ofNullable(row.getString("password_hash"))).findOne()
                .filter(hash -> hash.equals(Optional.ofNullable(account.passwordHash))).isPresent();
    }

    /// Opens a session for a member who has proven themselves otherwise, in the caller's transaction.
    public MemberSession.Opened open(Handle handle, Member member, Client client) {
        record(handle, member, client, "member.signed_in");
        return sessions.open(handle, member, client, browsers.remember(handle, member, client.mark()));
    }

    private void record(Handle handle, Member member, Client client, String action) {
        var actor = new Actor("member:" + member.id(), client.address().getHostAddress());
        audit.record(handle, member.tenant().value(), actor, action, member.id().value(), Json.object());
    }

    /// Changes the password of a member who knows the present one, and ends all their other sessions.
    ///
    /// @param session the one that goes on
    /// @param next    already checked
    /// @return whether they knew it
    /// @throws Refused `rate_limited` after too many attempts
    public boolean changePassword(MemberSession session, String present, String next, Actor actor, Client client) {
        var member = session.member();
        var account = account(new Email(member.email()));
        limited(member.email(), account, client).ifPresent(wait -> {
            throw Refused.until(ErrorCode.RATE_LIMITED, "Too many attempts. Wait a little, then try again.", wait);
        });
        if (!passwords.matches(present, account.map(Account::passwordHash).orElse(null))) {
            return false;
        }
        var hash = passwords.hash(next);
        database.write(handle -> {
            storePassword(handle, member, hash);
            PasswordLinks.end(handle, member);
            audit.record(handle, member.tenant().value(), actor, "member.password_changed", member.id().value(),
                    Json.object());
            return Sessions.endAll(handle, member, session.id());
        });
        events.publish(new PeopleChanged(member.tenant()));
        return true;
    }

    static void storePassword(Handle handle, Member member, String hash) {
        handle.createUpdate("""
                        UPDATE members SET password_hash = :hash, status = 'active'
                        WHERE tenant_id = :tenant AND id = :id""")
                .bind("hash", hash).bind("tenant", member.tenant().value()).bind("id", member.id().value()).execute();
    }

    /// Attempts count for the address and for the account, so that neither one account nor many can be guessed at. Whoever
    /// attacks an account does not lock its owner out: a browser in which they have signed in before has attempts of its
    /// own, and so has, against an attack from elsewhere, the network where they are signed in.
    private Optional<Duration> limited(String emailText, Optional<Account> account, Client client) {
        var known = account.filter(found -> browsers.knows(found.member, client.mark()));
        if (known.isPresent()) {
            return limits.take(Limit.LOGINS, "browser:" + client.mark());
        }
        var network = Limits.network(client.address());
        var wait = limits.take(Limit.LOGINS, "address:" + network);
        if (wait.isPresent()) {
            return wait;
        }
        var name = account.map(found -> found.member.id().value())
                .orElseGet(() -> Email.of(emailText).map(Email::key).orElse(""));
        var atHome = account.filter(found -> sessions.isKnown(found.member, client.address())).isPresent();
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
