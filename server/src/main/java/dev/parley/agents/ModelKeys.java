package dev.parley.agents;

import dev.parley.agents.AgentDraft.ModelKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.tenants.TenantId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Seals the API keys of agents' models, each for its own agent's row.
final class ModelKeys {
    private final SecretBox box;

    ModelKeys(SecretBox box) {
        this.box = box;
    }

    /// What to store, given what is stored: null if the agent has no key.
    @Nullable String seal(TenantId tenant, AgentId agent, ModelKey key, @Nullable String stored) {
        return switch (key) {
            case ModelKey.Kept _ -> stored;
            case ModelKey.Removed _ -> null;
            case ModelKey.Replaced(var text) -> box.seal(place(tenant, agent), text.getBytes(StandardCharsets.UTF_8));
        };
    }

    String open(TenantId tenant, AgentId agent, String sealed) {
        return new String(box.open(place(tenant, agent), sealed), StandardCharsets.UTF_8);
    }

    private static SecretBox.Place place(TenantId tenant, AgentId agent) {
        return new SecretBox.Place("model-key", tenant.value(), agent.value());
    }
}
