package dev.parley.knowledge;

import dev.parley.agents.AgentId;
import dev.parley.tenants.TenantId;

/// The searchable text of an agent's documents changed: a document became ready or was deleted.
public record DocumentsChanged(TenantId tenant, AgentId agent) {}
