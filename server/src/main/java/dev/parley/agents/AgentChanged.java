package dev.parley.agents;

import dev.parley.tenants.TenantId;

/// Something about an agent changed that decides who may use it: its access, status, origins or token policy.
public record AgentChanged(TenantId tenant, AgentId agent) {}
