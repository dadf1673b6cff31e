package dev.parley.chat;

import dev.parley.access.MemberLogins;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentId;
import dev.parley.platform.http.Request;
import dev.parley.tenants.TenantId;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// What is kept of a socket's upgrade request.
///
/// @param cookie the member session token of a cookie that counts
record Visit(
        TenantId tenant, AgentId agent, Provenance from, @Nullable String cookie, InetAddress address,
        String requestId) {
    static Visit of(Request upgrade, Agent agent, Provenance from) {
        return new Visit(agent.tenant(), agent.id(), from, MemberLogins.cookieToken(upgrade).orElse(null), upgrade.address(),
                upgrade.id());
    }

    @Override
    public String toString() {
        return "Visit[" + requestId + "]";
    }
}
