package dev.parley.members;

import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenants;
import java.time.Clock;

/// Everything about people with a login.
public record People(
        Members members, Groups groups, Sessions sessions, Logins logins, Invitations invitations,
        FirstStart firstStart, ResetPassword resetPassword) {

    public static People create(Database database, Tenants tenants, Limits limits, Audit audit, Clock clock) {
        var passwords = new Passwords();
        var members = new Members(database, audit, clock);
        var sessions = new Sessions(database, clock);
        return new People(
                members,
                new Groups(database, audit, clock),
                sessions,
                new Logins(database, passwords, sessions, limits, audit),
                new Invitations(database, passwords, audit, clock),
                new FirstStart(database, tenants, members, passwords),
                new ResetPassword(database, passwords, sessions, audit));
    }
}
