package dev.parley.members.oidc;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The providers of all tenants, at most one each.
public final class Providers {
    private final Database database;
    private final SecretBox box;
    private final Audit audit;
    private final InstantSource clock;
    private final RowMapper<Provider> provider = (row, _) -> {
        var tenant = new TenantId(row.getString("tenant_id"));
        var sealed = row.getString("client_secret");
        var domains = row.getString("domains");
        return new Provider(tenant, row.getString("name"), row.getString("issuer"), row.getString("client_id"),
                sealed == null ? null : open(tenant, sealed), domains.isEmpty() ? List.of() : List.of(domains.split(" ")));
    };

    Providers(Database database, SecretBox box, Audit audit, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.audit = audit;
        this.clock = clock;
    }

    public Optional<Provider> of(TenantId tenant) {
        return database.read(handle -> find(handle, tenant));
    }

    /// The provider of the only tenant that has one; empty if several have, who are then asked for by name.
    public Optional<Provider> only() {
        var all = database.read(handle ->
                handle.createQuery("SELECT * FROM oidc_providers LIMIT 2").map(provider).list());
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /// Stores a tenant's provider. Under another issuer than before, nobody is known by what the one before said of them.
    public void store(Provider wanted, Actor actor) {
        var tenant = wanted.tenant().value();
        var secret = wanted.clientSecret();
        database.write(handle -> {
            handle.createUpdate("DELETE FROM oidc_identities WHERE tenant_id = :tenant AND issuer <> :issuer")
                    .bind("tenant", tenant).bind("issuer", wanted.issuer()).execute();
            handle.createUpdate("""
                            INSERT INTO oidc_providers (tenant_id, name, issuer, client_id, client_secret, domains, updated_at)
                            VALUES (:tenant, :name, :issuer, :client, :secret, :domains, :now)
                            ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name, issuer = excluded.issuer,
                                client_id = excluded.client_id, client_secret = excluded.client_secret,
                                domains = excluded.domains, updated_at = excluded.updated_at""")
                    .bind("tenant", tenant).bind("name", wanted.name()).bind("issuer", wanted.issuer())
                    .bind("client", wanted.clientId())
                    .bind("secret", secret == null ? null : box.seal(place(wanted.tenant()), secret.getBytes(StandardCharsets.UTF_8)))
                    .bind("domains", String.join(" ", wanted.domains())).bind("now", clock.millis()).execute();
            var details = Json.object().put("issuer", wanted.issuer()).put("clientId", wanted.clientId());
            details.set("domains", Json.texts(wanted.domains()));
            audit.record(handle, tenant, actor, "sign_in_provider.stored", tenant, details);
            return tenant;
        });
    }

    /// Forgets a tenant's provider, and what it said of whom.
    ///
    /// @return whether there was one
    public boolean remove(TenantId tenant, Actor actor) {
        return database.write(handle -> {
            handle.createUpdate("DELETE FROM oidc_identities WHERE tenant_id = :tenant")
                    .bind("tenant", tenant.value()).execute();
            var removed = handle.createUpdate("DELETE FROM oidc_providers WHERE tenant_id = :tenant")
                    .bind("tenant", tenant.value()).execute() == 1;
            if (removed) {
                audit.record(handle, tenant.value(), actor, "sign_in_provider.removed", tenant.value(), Json.object());
            }
            return removed;
        });
    }

    private Optional<Provider> find(Handle handle, TenantId tenant) {
        return handle.createQuery("SELECT * FROM oidc_providers WHERE tenant_id = :tenant")
                .bind("tenant", tenant.value()).map(provider).findOne();
    }

    private String open(TenantId tenant, String sealed) {
        return new String(box.open(place(tenant), sealed), StandardCharsets.UTF_8);
    }

    private static SecretBox.Place place(TenantId tenant) {
        return new SecretBox.Place("oidc-client-secret", tenant.value(), tenant.value());
    }
}
