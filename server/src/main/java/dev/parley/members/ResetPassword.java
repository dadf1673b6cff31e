package dev.parley.members;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import java.util.Optional;

/// Gives a member a new random password, for the operator at the machine itself.
public final class ResetPassword {
    private static final int LENGTH = 20;

    private final Database database;
    private final Passwords passwords;
    private final Audit audit;

    public ResetPassword(Database database, Audit audit) {
        this.database = database;
        this.passwords = new Passwords();
        this.audit = audit;
    }

    /// A password for one sign-in, after which its owner should change it: 20 characters, about 119 random bits.
    public static String random() {
        return Ids.secret().substring(0, LENGTH);
    }

    /// Replaces the password and ends the member's sessions.
    ///
    /// @return the new password; empty if there is no such member
    public Optional<String> run(String emailText) {
        var password = random();
        var hash = passwords.hash(password);
        return database.write(handle -> Email.of(emailText).flatMap(email -> handle.createQuery(
                        "SELECT * FROM members WHERE email_key = :key")
                .bind("key", email.key()).map(Members.MEMBER).findOne()).map(member -> {
                    Logins.storePassword(handle, member, hash);
                    PasswordLinks.end(handle, member);
                    var _ = Sessions.endAll(handle, member, null);
                    Browsers.forgetAll(handle, member);
                    audit.record(handle, member.tenant().value(), Actor.MACHINE, "member.password_reset",
                            member.id().value(), Json.object());
                    return password;
                }));
    }
}
