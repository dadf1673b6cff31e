package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.tenants.TenantId;

/// Owners nobody has seen before.
final class Owners {
    private Owners() {}

    static Owner fresh() {
        return at(TenantId.next(), AgentId.next(), "jane");
    }

    static Owner at(TenantId tenant, AgentId agent, String user) {
        return new Owner(tenant, agent, user(user));
    }

    static Principal user(String id) {
        return new Principal(Principal.Kind.USER, Principal.Issuer.AGENT, id, id + "@example.com");
    }
}
