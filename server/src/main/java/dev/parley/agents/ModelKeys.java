package dev.parley.agents;

import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.http.Refused;
import dev.parley.platform.ids.Ids;
import dev.parley.tenants.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The API keys of agents' models, each sealed for its own row and given to the one endpoint it was entered for. A draft
/// has a key of its own until it is published.
final class ModelKeys {
    private static final String PREFIX = "mky_";
    private static final String AGENT = " tenant_id = :tenant AND agent_id = :agent";

    private final Database database;
    private final SecretBox box;
    private final ModelProviders providers;
    private final InstantSource clock;

    ModelKeys(Database database, SecretBox box, ModelProviders providers, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.providers = providers;
        this.clock = clock;
    }

    /// Stores a new key, in the caller's transaction.
    ///
    /// @return the settings that name the key, or the tenant's provider, the model is to have
    /// @throws Refused `invalid_request` if the tenant has no such provider
    ModelSettings store(Handle handle, TenantId tenant, AgentId agent, ModelSettings wanted, ModelKey key) {
        var model = providers.resolved(handle, tenant, wanted);
        return switch (key) {
            case ModelKey.Kept _ -> model;
            case ModelKey.Removed _ -> model.withKey(null);
            case ModelKey.Replaced(var text) -> model.withKey(insert(handle, tenant, agent, model, text));
        };
    }

    private String insert(Handle handle, TenantId tenant, AgentId agent, ModelSettings model, String key) {
        var id = Ids.next(PREFIX);
        handle.createUpdate("""
                        INSERT INTO model_keys (id, tenant_id, agent_id, base_url, ciphertext, created_at)
                        VALUES (:id, :tenant, :agent, :url, :ciphertext, :now)""")
                .bind("id", id).bind("tenant", tenant.value()).bind("agent", agent.value())
                .bind("url", Objects.requireNonNull(model.baseUrl()))
                .bind("ciphertext", box.seal(place(tenant, id), key.getBytes(StandardCharsets.UTF_8)))
                .bind("now", clock.millis()).execute();
        return id;
    }

    /// Forgets every key for the endpoint of `published` but its own: whoever replaces or removes a key means it for
    /// earlier versions too.
    void forgetOthers(Handle handle, TenantId tenant, AgentId agent, ModelSettings published) {
        if (published.baseUrl() != null) {
            handle.createUpdate("DELETE FROM model_keys WHERE base_url = :url AND id <> :kept AND" + AGENT)
                    .bind("url", published.baseUrl()).bind("kept", Objects.requireNonNullElse(published.keyId(), ""))
                    .bind("tenant", tenant.value()).bind("agent", agent.value()).execute();
        }
    }

    /// Forgets the keys that neither the agent nor its draft nor any version names.
    void forgetUnused(Handle handle, TenantId tenant, AgentId agent) {
        handle.createUpdate("DELETE FROM model_keys WHERE" + AGENT + """
                         AND NOT EXISTS (SELECT 1 FROM agents a WHERE a.id = model_keys.agent_id
                            AND a.definition LIKE '%"' || model_keys.id || '"%')
                        AND NOT EXISTS (SELECT 1 FROM agent_drafts d WHERE d.agent_id = model_keys.agent_id
                            AND d.content LIKE '%"' || model_keys.id || '"%')
                        AND NOT EXISTS (SELECT 1 FROM agent_versions v WHERE v.agent_id = model_keys.agent_id
                            AND v.content LIKE '%"' || model_keys.id || '"%')""")
                .bind("tenant", tenant.value()).bind("agent", agent.value()).execute();
    }

    /// The settings of an earlier version with a key that still exists: its own, else the newest for its endpoint.
    ModelSettings present(Handle handle, TenantId tenant, AgentId agent, ModelSettings model) {
        if (model.baseUrl() == null) {
            return model;
        }
        var id = handle.createQuery("SELECT id FROM model_keys WHERE base_url = :url AND" + AGENT
                        + " ORDER BY CASE WHEN id = :own THEN 0 ELSE 1 END, created_at DESC, id LIMIT 1")
                .bind("url", model.baseUrl()).bind("own", Objects.requireNonNullElse(model.keyId(), ""))
                .bind("tenant", tenant.value()).bind("agent", agent.value()).mapTo(String.class).findOne();
        return model.withKey(id.orElse(null));
    }

    /// @throws Refused `conflict` if an earlier version's model names a provider that was removed
    void requireProvider(Handle handle, TenantId tenant, ModelSettings model) {
        providers.requirePresent(handle, tenant, model);
    }

    Optional<String> open(Agent agent) {
        var id = agent.definition().model().keyId();
        if (id == null) {
            return Optional.empty();
        }
        var sealed = database.read(handle -> handle
                .createQuery("SELECT ciphertext FROM model_keys WHERE id = :id AND" + AGENT).bind("id", id)
                .bind("tenant", agent.tenant().value()).bind("agent", agent.id().value())
                .mapTo(String.class).findOne());
        return sealed.map(text -> new String(box.open(place(agent.tenant(), id), text), StandardCharsets.UTF_8));
    }

    private static SecretBox.Place place(TenantId tenant, String id) {
        return new SecretBox.Place("model-key", tenant.value(), id);
    }
}
