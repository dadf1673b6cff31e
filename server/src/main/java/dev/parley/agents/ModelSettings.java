package dev.parley.agents;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which model answers. The API key is not here: it is kept encrypted and read only where a model is called.
///
/// @param provider `builtin`, `openai`, or the id of one of the tenant's own providers
/// @param baseUrl  the OpenAI-compatible endpoint, such as `https://api.openai.com/v1`; null unless for `openai`
/// @param model    the provider's name of the model; null for `builtin`
/// @param keyId    names the stored API key; null if there is none
public record ModelSettings(
        String provider, @Nullable String baseUrl, @Nullable String model, @Nullable String keyId) {
    static final Set<String> FIXED = Set.of("builtin", "openai");
    public static final ModelSettings BUILTIN = new ModelSettings("builtin", null, null, null);

    public boolean hasKey() {
        return keyId != null;
    }

    /// The model as people and logs name it, such as `builtin` or `openai/gpt-4o`.
    public String label() {
        return model == null ? provider : isNamed() ? model : provider + "/" + model;
    }

    /// Whether the model is reached through one of the tenant's own providers.
    public boolean isNamed() {
        return !FIXED.contains(provider);
    }

    ModelSettings withProvider(String id) {
        return new ModelSettings(id, baseUrl, model, keyId);
    }

    ModelSettings withKey(@Nullable String other) {
        return new ModelSettings(provider, baseUrl, model, other);
    }
}
