package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.Members;
import dev.parley.tenants.TenantId;

/// Names people for people: the actor of an action, as the log has it, with the e-mail address of a member.
final class Authors {
    private static final String MEMBER = "member:";

    private final Members members;

    Authors(Members members) {
        this.members = members;
    }

    /// Puts `by`, and `email` where the actor is a member that still exists.
    ObjectNode put(ObjectNode json, TenantId tenant, String actor) {
        json.put("by", actor);
        if (actor.startsWith(MEMBER)) {
            members.byId(tenant, new MemberId(actor.substring(MEMBER.length()))).map(Member::email)
                    .ifPresent(email -> json.put("email", email));
        }
        return json;
    }
}
