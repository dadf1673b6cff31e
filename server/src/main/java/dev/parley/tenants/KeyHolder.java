package dev.parley.tenants;

/// Whose signing secrets: one agent's identity secrets, a tenant's own, or those the hub mints tokens with for a tenant.
///
/// @param id the agent's or the tenant's id
public record KeyHolder(TenantId tenant, Kind kind, String id) {
    public enum Kind { AGENT, TENANT, MINT }

    public static KeyHolder agent(TenantId tenant, String agentId) {
        return new KeyHolder(tenant, Kind.AGENT, agentId);
    }

    public static KeyHolder tenant(TenantId tenant) {
        return new KeyHolder(tenant, Kind.TENANT, tenant.value());
    }

    public static KeyHolder mint(TenantId tenant) {
        return new KeyHolder(tenant, Kind.MINT, tenant.value());
    }
}
