package dev.parley.members;

import dev.parley.tenants.TenantId;
import java.time.Instant;

/// A named set of members, invited as one.
///
/// @param id   `grp_…`
/// @param name unique in its tenant
/// @param size how many members it has
public record Group(String id, TenantId tenant, String name, long size, Instant createdAt) {}
