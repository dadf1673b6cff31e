package dev.parley.members.oidc;

import dev.parley.tenants.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The OpenID provider with which a tenant's members sign in.
///
/// @param name         as it stands on the button
/// @param issuer       exactly as the provider calls itself (OpenID Connect Core 1.0, section 2)
/// @param clientSecret null for a public client, which PKCE alone protects
/// @param domains      whoever has a verified address there joins as a member; empty for invited people only
public record Provider(
        TenantId tenant, String name, String issuer, String clientId, @Nullable String clientSecret, List<String> domains) {
    public Provider {
        domains = List.copyOf(domains);
    }

    @Override
    public String toString() {
        return "Provider[" + issuer + "]";
    }
}
