package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.tenants.TenantId;
import org.jspecify.annotations.Nullable;

/// Whose conversations are meant: one principal's at one agent of one tenant. Part of every question to the store, so
/// that a foreign id is simply not found.
public record Owner(TenantId tenant, AgentId agent, Principal principal) {
    /// Arguments for SQL that begins with `tenant_id = ? AND agent_id = ? AND owner = ?`.
    @Nullable Object[] and(@Nullable Object... more) {
        var arguments = new @Nullable Object[3 + more.length];
        arguments[0] = tenant.value();
        arguments[1] = agent.value();
        arguments[2] = principal.owner();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return arguments;
    }
}
