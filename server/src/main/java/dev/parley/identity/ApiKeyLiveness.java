package dev.parley.identity;

import dev.parley.tenants.TenantId;

/// Whether an API key still counts: the tokens it minted end with it.
@FunctionalInterface
public interface ApiKeyLiveness {
    boolean isLive(TenantId tenant, String apiKeyId);
}
