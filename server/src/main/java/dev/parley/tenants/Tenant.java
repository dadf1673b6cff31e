package dev.parley.tenants;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An organisation: it owns agents, members, groups and keys.
///
/// @param defaultAgent the id of the agent that `ten_…` addresses; null while the tenant has none
public record Tenant(TenantId id, String name, @Nullable String defaultAgent, TenantSettings settings, Instant createdAt) {}
