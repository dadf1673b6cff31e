package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.tenants.TenantId;
import java.time.Duration;

/// Owners nobody has seen before, and what their answers share.
final class Owners {
    static final AnswerTimes TIMES = new AnswerTimes(Duration.ofMillis(120), Duration.ofMillis(2_400));

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
