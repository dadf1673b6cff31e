package dev.parley.knowledge;

import dev.parley.agents.AgentId;
import dev.parley.tenants.TenantId;

/// The agent whose documents are meant, and the tenant they must belong to: both are part of every query.
record Owner(TenantId tenant, AgentId agent) {}
