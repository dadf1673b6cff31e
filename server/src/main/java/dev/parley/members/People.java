package dev.parley.members;

import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenancy;
import java.time.Clock;

/// Everything about people with a login.
public record People(
        Members members, Groups groups, Sessions sessions, Logins logins, Invitations invitations,
        FirstStart firstStart, MakeTenant makeTenant) {

    public static People create(Database database, Tenancy tenancy, Limits limits, Audit audit, Clock clock) {
        var passwords = new Passwords();
        var members = new Members(database, audit, clock);
        var sessions = new Sessions(database, clock);
        return new People(
                members,
                new Groups(database, audit, clock),
                sessions,
                new Logins(database, passwords, sessions, limits, audit),
                new Invitations(database, members, passwords, audit, clock),
                new FirstStart(database, tenancy.tenants(), members, passwords),
                new MakeTenant(database, tenancy, members, passwords));
    }
}
