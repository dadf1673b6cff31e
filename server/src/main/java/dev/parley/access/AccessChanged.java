package dev.parley.access;

import dev.parley.tenants.TenantId;

/// Grants, group memberships or member sessions of a tenant changed: whoever is connected is judged anew.
public record AccessChanged(TenantId tenant) {}
