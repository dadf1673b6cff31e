package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.tenants.TenantId;

/// Whose conversations are meant: one principal's at one agent of one tenant. Part of every question to the store, so
/// that a foreign id is simply not found.
public record Owner(TenantId tenant, AgentId agent, Principal principal) {}
