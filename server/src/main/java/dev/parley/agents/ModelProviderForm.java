package dev.parley.agents;

import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what a request writes of a model provider. As with an agent's own model, the key is given to one endpoint only.
public final class ModelProviderForm {
    private ModelProviderForm() {}

    /// What a provider is to be.
    ///
    /// @param key what becomes of its API key
    public record Edit(String name, String baseUrl, ModelKey key) {}

    /// @throws Refused `invalid_request` that names the field
    public static Edit create(Fields body) {
        var name = checkedName(body.text("name", 1, 100), body);
        body.optionalChoice("kind", List.of("openai"));
        var baseUrl = ModelForm.checkedUrl(body.text("baseUrl", 1, 2_000), "baseUrl");
        var key = key(body).orElse(new ModelKey.Removed());
        body.end();
        return new Edit(name, baseUrl, key);
    }

    /// The provider with the fields of `body` in place of its own.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static Edit update(Fields body, ModelProvider before) {
        var name = body.optionalText("name", 1, 100).map(text -> checkedName(text, body)).orElse(before.name());
        body.optionalChoice("kind", List.of("openai"));
        var baseUrl = body.optionalText("baseUrl", 1, 2_000).map(text -> ModelForm.checkedUrl(text, "baseUrl"))
                .orElse(before.baseUrl());
        var key = key(body);
        body.end();
        if (key.isEmpty() && before.hasKey() && !before.baseUrl().equals(baseUrl)) {
            throw ModelForm.keyWanted("apiKey");
        }
        return new Edit(name, baseUrl, key.orElse(new ModelKey.Kept()));
    }

    private static Optional<ModelKey> key(Fields body) {
        return body.optionalText("apiKey", 0, 4_000).map(text -> text.isEmpty()
                ? new ModelKey.Removed() : new ModelKey.Replaced(ModelForm.checkedKey(text, "apiKey")));
    }

    /// An agent's model names a provider by its name or id, beside the words of the fixed ones.
    private static String checkedName(String text, Fields body) {
        var name = text.strip();
        if (name.isEmpty() || name.codePoints().anyMatch(Character::isISOControl)) {
            throw Refused.field(body.pathOf("name"), "Write the name with visible characters, on one line.");
        }
        if (ModelSettings.FIXED.contains(name.toLowerCase(Locale.ROOT)) || name.startsWith(ModelProviders.PREFIX)) {
            throw Refused.field(body.pathOf("name"), "Choose another name: this one means something else to agents.");
        }
        return name;
    }
}
