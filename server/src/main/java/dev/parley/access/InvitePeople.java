package dev.parley.access;

import dev.parley.agents.Agent;
import dev.parley.audit.Actor;
import dev.parley.members.Email;
import dev.parley.members.Invitations;
import dev.parley.members.Member;
import dev.parley.members.PasswordLinks;
import dev.parley.members.People;
import dev.parley.members.Role;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Grants an agent to members and groups, all of them or none. Whoever has no login yet is invited to the hub as well;
/// the grant works at once, from their first sign-in on.
public final class InvitePeople {
    private static final String GROUP_PREFIX = "group:";

    private final Database database;
    private final People people;
    private final Grants grants;
    private final Events events;

    InvitePeople(Database database, People people, Grants grants, Events events) {
        this.database = database;
        this.people = people;
        this.grants = grants;
        this.events = events;
    }

    /// What became of one invitation.
    ///
    /// @param link   the one-time link of somebody who has no login yet, if the caller may see it; null otherwise
    /// @param mailed whether the link is on its way to them
    public record Invited(Grant grant, PasswordLinks.@Nullable Link link, boolean mailed) {}

    private record Stored(Grant grant, Invitations.@Nullable Invited invitation) {}

    /// @param invitees e-mail addresses, and `group:` with the name of a group
    /// @param highest  the highest role whose links the caller may see: whoever has a link becomes the invited person
    /// @throws Refused `invalid_request` that names the invitee who cannot be invited
    public List<Invited> run(Agent agent, List<String> invitees, Role highest, Actor actor) {
        var invited = database.write(handle -> {
            var results = new ArrayList<Stored>();
            for (int i = 0; i < invitees.size(); i++) {
                var field = "invitees[" + i + "]";
                results.add(invitees.get(i).startsWith(GROUP_PREFIX)
                        ? inviteGroup(handle, agent, invitees.get(i).substring(GROUP_PREFIX.length()), field, actor)
                        : invitePerson(handle, agent, new Invitee(invitees.get(i), field), highest, actor));
            }
            return results;
        });
        events.publish(new AccessChanged(agent.tenant()));
        return invited.stream().map(this::mailed).toList();
    }

    private Invited mailed(Stored stored) {
        var invitation = stored.invitation;
        return invitation == null
                ? new Invited(stored.grant, null, false)
                : new Invited(stored.grant, invitation.link(), people.mail().invite(invitation.member(), invitation.link()));
    }

    private Stored inviteGroup(Handle handle, Agent agent, String name, String field, Actor actor) {
        var group = people.groups().byName(handle, agent.tenant(), name).orElseThrow(() ->
                Refused.field(field, "There is no group of this name here: make it first, or correct the name."));
        return new Stored(
                grants.grant(handle, agent.tenant(), agent.id(), Grant.Kind.GROUP, group.id(), actor), null);
    }

    /// @param field where the request names them
    private record Invitee(String text, String field) {}

    private Stored invitePerson(Handle handle, Agent agent, Invitee invitee, Role highest, Actor actor) {
        var email = Email.of(invitee.text).orElseThrow(() ->
                Refused.field(invitee.field, "Write an e-mail address such as ada@example.com, or group: and a group's name."));
        var member = people.members().byEmail(handle, agent.tenant(), email)
                .or(() -> people.members().invite(handle, agent.tenant(), email, Role.MEMBER, actor))
                .orElseThrow(() -> Refused.because(ErrorCode.CONFLICT,
                        "The address in " + invitee.field + " has a login elsewhere on this hub: invite another address."));
        var invitation = member.status() == Member.Status.INVITED && highest.covers(member.role())
                ? new Invitations.Invited(member, people.invitations().issue(handle, member)) : null;
        var grant = grants.grant(
                handle, agent.tenant(), agent.id(), Grant.Kind.MEMBER, member.id().value(), actor);
        return new Stored(grant, invitation);
    }
}
