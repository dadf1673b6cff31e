package dev.parley.agents;

import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the `model` of an agent. The API key is given to one endpoint only: whoever changes the endpoint must know the
/// key, or a builder could send it to a server of their own.
final class ModelForm {
    private ModelForm() {}

    /// The model a request asks for.
    ///
    /// @param settings name the key that is stored so far, if it stays
    record Model(ModelSettings settings, ModelKey key) {}

    static Model read(Fields body, ModelSettings before) {
        return body.optionalObject("model").map(model -> read(model, before, model.pathOf("apiKey")))
                .orElse(new Model(before, new ModelKey.Kept()));
    }

    private static Model read(Fields model, ModelSettings before, String keyField) {
        var provider = model.optionalText("provider", 1, 100).orElse(before.provider());
        var url = model.optionalText("baseUrl", 1, 2_000).map(text -> checkedUrl(text, model.pathOf("baseUrl")));
        var name = model.optionalText("model", 1, 200);
        var apiKey = model.optionalText("apiKey", 0, 4_000).map(text -> checkedKey(text, keyField));
        model.optionalFlag("hasKey");
        if (provider.equals("builtin")) {
            refuseForBuiltin(model, url, name, apiKey);
            return new Model(ModelSettings.BUILTIN, new ModelKey.Removed());
        }
        if (!provider.equals("openai")) {
            refuseForNamed(model, url, apiKey);
            var chosen = name.or(() -> Optional.ofNullable(before.model())).orElseThrow(() -> missing(model.pathOf("model")));
            return new Model(new ModelSettings(provider, null, chosen, null), new ModelKey.Removed());
        }
        var baseUrl = url.or(() -> Optional.ofNullable(before.baseUrl()))
                .orElseThrow(() -> missing(model.pathOf("baseUrl")));
        var modelName = name.or(() -> Optional.ofNullable(before.model()))
                .orElseThrow(() -> missing(model.pathOf("model")));
        var key = key(apiKey.orElse(null), before, baseUrl, keyField);
        var keyId = key instanceof ModelKey.Kept ? before.keyId() : null;
        return new Model(new ModelSettings(provider, baseUrl, modelName, keyId), key);
    }

    private static ModelKey key(@Nullable String apiKey, ModelSettings before, String baseUrl, String field) {
        if (apiKey != null) {
            return apiKey.isEmpty() ? new ModelKey.Removed() : new ModelKey.Replaced(apiKey);
        }
        if (before.hasKey() && !Objects.equals(before.baseUrl(), baseUrl)) {
            throw keyWanted(field);
        }
        return new ModelKey.Kept();
    }

    static Refused keyWanted(String field) {
        return Refused.field(field, "The base URL changes: give the API key for the new one, or \"\" for none.");
    }

    private static void refuseForNamed(Fields model, Optional<String> url, Optional<String> apiKey) {
        if (url.isPresent() || apiKey.filter(key -> !key.isEmpty()).isPresent()) {
            throw Refused.field(model.pathOf(url.isPresent() ? "baseUrl" : "apiKey"),
                    "A provider of the tenant has its own base URL and key: remove this, or choose openai.");
        }
    }

    private static void refuseForBuiltin(
            Fields model, Optional<String> url, Optional<String> name, Optional<String> apiKey) {
        var superfluous = url.isPresent() ? "baseUrl" : name.isPresent() ? "model"
                : apiKey.filter(key -> !key.isEmpty()).isPresent() ? "apiKey" : "";
        if (!superfluous.isEmpty()) {
            throw Refused.field(model.pathOf(superfluous),
                    "The provider builtin takes no " + superfluous + ": remove it, or choose openai.");
        }
    }

    static String checkedKey(String key, String field) {
        if (key.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw Refused.field(field, "Give the API key as its provider wrote it: ASCII without white space.");
        }
        return key;
    }

    static String checkedUrl(String text, String field) {
        try {
            var url = new URI(text);
            var isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (isHttp && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null
                    && url.getRawQuery() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Refused below like every other text that is no such address.
        }
        throw Refused.field(field, "Give the address of an OpenAI-compatible API, such as https://api.openai.com/v1, "
                + "without user, query or fragment.");
    }

    private static Refused missing(String field) {
        return Refused.field(field, "This provider needs a \"" + field + "\".");
    }
}
