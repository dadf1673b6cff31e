package dev.parley.members;

import dev.parley.tenants.TenantId;

/// Members, groups or sessions of a tenant changed: whoever is connected through them is judged anew. Published after the
/// change is on disk and before the call that made it returns.
public record PeopleChanged(TenantId tenant) {}
