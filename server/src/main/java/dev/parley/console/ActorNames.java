package dev.parley.console;

import dev.parley.audit.Actor;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.Members;
import dev.parley.tenants.ApiKeys;
import dev.parley.tenants.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What people call those who stand in the audit log by their ids.
final class ActorNames {
    private final Members members;
    private final ApiKeys keys;

    ActorNames(Members members, ApiKeys keys) {
        this.members = members;
        this.keys = keys;
    }

    /// A lookup that asks for each actor once; empty for one that is gone, or is no person and no key.
    Function<Actor, Optional<String>> in(TenantId tenant) {
        Map<String, Optional<String>> known = new HashMap<>();
        return actor -> known.computeIfAbsent(actor.who(), who -> find(tenant, who));
    }

    private Optional<String> find(TenantId tenant, String who) {
        if (who.startsWith("member:")) {
            return members.byId(tenant, new MemberId(who.substring("member:".length()))).map(Member::email);
        }
        return who.startsWith("key:") ? keys.name(tenant, who.substring("key:".length())) : Optional.empty();
    }
}
