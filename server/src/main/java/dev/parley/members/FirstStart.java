package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Database;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.ids.Ids;
import dev.parley.tenants.Tenants;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Makes the first tenant and its owner, who is also the operator: from two settings, or with a one-time link that is
/// printed on the terminal. Once a member exists it does nothing more, for ever.
public final class FirstStart {
    private static final String LINK = "first_start_link";
    private static final String TENANT_NAME = "My organisation";

    private final Database database;
    private final Tenants tenants;
    private final Members members;
    private final Passwords passwords;

    public FirstStart(Database database, Tenants tenants, Members members, Passwords passwords) {
        this.database = database;
        this.tenants = tenants;
        this.members = members;
        this.passwords = passwords;
    }

    /// What a start found.
    public sealed interface Outcome {
        /// There are members; the settings are ignored.
        record NotTheFirst() implements Outcome {}

        record OwnerMade(Member owner) implements Outcome {}

        /// Nobody can sign in until somebody opens the link with this token, which earlier starts' links no longer do.
        record LinkNeeded(String token) implements Outcome {
            @Override
            public String toString() {
                return "LinkNeeded";
            }
        }
    }

    /// Called once at every start.
    ///
    /// @throws InvalidSetting if this is the first start and the e-mail address or password will not do
    public Outcome prepare(Optional<String> email, Optional<String> password) {
        if (!members.none()) {
            return new Outcome.NotTheFirst();
        }
        if (email.isEmpty() && password.isEmpty()) {
            var token = "set_" + Ids.secret();
            database.write(handle -> storeLink(handle, Hashes.sha256(token)));
            return new Outcome.LinkNeeded(token);
        }
        var checked = Email.of(email.orElse("")).orElseThrow(() -> new InvalidSetting(
                "PARLEY_ADMIN_EMAIL must be the e-mail address of the first member, such as ada@example.com."));
        var secret = password.orElseThrow(() -> new InvalidSetting(
                "PARLEY_ADMIN_PASSWORD must be the password of the first member; PARLEY_ADMIN_EMAIL is set without it."));
        PasswordRule.problem(secret, checked).ifPresent(problem -> {
            throw new InvalidSetting("PARLEY_ADMIN_PASSWORD: " + problem);
        });
        var hash = passwords.hash(secret);
        return database.write(handle -> Members.none(handle)
                ? new Outcome.OwnerMade(makeOwner(handle, TENANT_NAME, checked, hash, Actor.MACHINE))
                : new Outcome.NotTheFirst());
    }

    /// Makes the first tenant and owner for whoever has the printed link.
    ///
    /// @param password already checked
    /// @throws Refused `not_found` if the link is wrong or a member exists
    public Member setUp(String token, Email email, String password, Optional<String> tenantName, String address) {
        requireLink(token);
        var hash = passwords.hash(password);
        return database.write(handle -> {
            if (!Members.none(handle) || !isLink(handle, token)) {
                throw noLink();
            }
            handle.execute("DELETE FROM facts WHERE name = ?", LINK);
            return makeOwner(handle, tenantName.orElse(TENANT_NAME), email, hash, new Actor("setup", address));
        });
    }

    private Member makeOwner(Handle handle, String tenantName, Email email, String hash, Actor actor) {
        var tenant = tenants.create(handle, tenantName, actor);
        return members.addOwner(handle, tenant.id(), email, hash, true, actor).orElseThrow();
    }

    private void requireLink(String token) {
        boolean works = database.read(handle -> Members.none(handle) && isLink(handle, token));
        if (!works) {
            throw noLink();
        }
    }

    private static Refused noLink() {
        return Refused.because(ErrorCode.NOT_FOUND,
                "This link works no more. The hub prints a new one at its next start, unless somebody can sign in.");
    }

    private static boolean isLink(Handle handle, String token) {
        return handle.createQuery("SELECT value FROM facts WHERE name = :name").bind("name", LINK)
                .mapTo(String.class).findOne()
                .filter(hash -> Hashes.equal(hash, Hashes.sha256(token))).isPresent();
    }

    private static int storeLink(Handle handle, String hash) {
        return handle.execute(
                "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                LINK, hash);
    }
}
