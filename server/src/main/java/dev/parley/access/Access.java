package dev.parley.access;

import dev.parley.audit.Audit;
import dev.parley.identity.Identity;
import dev.parley.members.People;
import dev.parley.members.PeopleChanged;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import java.time.Clock;

/// Everything about who may use which agent.
public record Access(AccessPolicy policy, Grants grants, InvitePeople invitePeople, MemberLogins logins,
        AccessCheck check, Previews previews) {
    public static Access create(Database database, People people, Identity identity, Audit audit, Events events, Clock clock) {
        var grants = new Grants(database, audit, events, clock);
        events.subscribe(PeopleChanged.class, change -> events.publish(new AccessChanged(change.tenant())));
        var policy = new AccessPolicy(people.members(), grants);
        return new Access(
                policy, grants,
                new InvitePeople(database, people, grants, events), new MemberLogins(people.sessions()),
                new AccessCheck(policy, identity.verifier().unnoticed(), people.members(), grants),
                new Previews(database, identity.previewTickets(), people.sessions(), clock));
    }
}
