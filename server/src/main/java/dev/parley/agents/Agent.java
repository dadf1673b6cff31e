package dev.parley.agents;

import dev.parley.tenants.TenantId;
import java.time.Instant;

/// What users talk to.
///
/// @param slug      globally unique, `[a-z0-9-]{2,63}`
/// @param isDefault whether the tenant's id addresses this agent, which then accepts all three kinds of key
public record Agent(
        AgentId id, TenantId tenant, String slug, AgentDefinition definition, Access access, Status status,
        boolean isDefault, Instant createdAt, Instant updatedAt) {

    /// Who may use an agent: anyone with the link, or only those it is granted to.
    public enum Access { PUBLIC, PRIVATE }

    /// A suspended agent answers nobody and its sockets are closed.
    public enum Status { ACTIVE, SUSPENDED }

    /// The kinds of key whose tokens this agent accepts now.
    public java.util.Set<TokenPolicy.Issuer> accepts() {
        return isDefault ? java.util.EnumSet.allOf(TokenPolicy.Issuer.class) : definition.tokenPolicy().accept();
    }
}
