package dev.parley.members;

import dev.parley.audit.Audit;
import dev.parley.members.oidc.ProviderSignIn;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenancy;
import java.time.Clock;

/// Everything about people with a login.
public record People(
        Members members, Groups groups, Sessions sessions, Logins logins, PasswordLinks links, Invitations invitations,
        PasswordResets resets, PeopleMail mail, ProviderSignIn providers, FirstStart firstStart, MakeTenant makeTenant) {

    public static People create(
            Database database, Tenancy tenancy, Limits limits, Audit audit, Events events, Outside outside,
            Clock clock) {
        var passwords = new Passwords();
        var members = new Members(database, audit, events, clock);
        var sessions = new Sessions(database, audit, events, clock);
        var logins = new Logins(database, passwords, sessions, new Browsers(database, clock), limits, audit, events);
        var links = new PasswordLinks(database, passwords, audit, events, clock);
        return new People(
                members,
                new Groups(database, audit, events, clock),
                sessions,
                logins,
                links,
                new Invitations(database, members, links, audit),
                new PasswordResets(database, links, audit),
                new PeopleMail(outside, database, tenancy.tenants(), audit),
                new ProviderSignIn(database, outside.box(), outside.hosts(), members, logins, audit, clock),
                new FirstStart(database, tenancy.tenants(), members, passwords),
                new MakeTenant(database, tenancy, members, passwords));
    }
}
