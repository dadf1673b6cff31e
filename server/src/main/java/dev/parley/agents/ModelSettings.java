package dev.parley.agents;

import org.jspecify.annotations.Nullable;

/// Which model answers. The API key is not here: it is kept encrypted and read only where a model is called.
///
/// @param provider `builtin` or `openai`
/// @param baseUrl  the OpenAI-compatible endpoint, such as `https://api.openai.com/v1`; null for `builtin`
/// @param model    the provider's name of the model; null for `builtin`
/// @param keyId    names the stored API key; null if there is none
public record ModelSettings(
        String provider, @Nullable String baseUrl, @Nullable String model, @Nullable String keyId) {
    public static final ModelSettings BUILTIN = new ModelSettings("builtin", null, null, null);

    public boolean hasKey() {
        return keyId != null;
    }

    /// The model as people and logs name it, such as `builtin` or `openai/gpt-4o`.
    public String label() {
        return model == null ? provider : provider + "/" + model;
    }

    ModelSettings withKey(@Nullable String other) {
        return new ModelSettings(provider, baseUrl, model, other);
    }
}
