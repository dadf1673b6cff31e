package dev.parley.models.openai;

import dev.parley.agents.ModelSettings;
import dev.parley.models.AgentRunner.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The address of a model and the key that opens it.
record Endpoint(URI uri, String model, @Nullable String key) {
    private static final String PATH = "/chat/completions";

    static Endpoint of(ModelSettings settings, Optional<String> key) throws CallFailed {
        var base = settings.baseUrl();
        if (base == null || settings.model() == null) {
            throw new CallFailed(Code.MODEL_UNAVAILABLE, "The agent's model has no base URL or no name; set both.");
        }
        try {
            return new Endpoint(address(new URI(base)), settings.model(), key.orElse(null));
        } catch (URISyntaxException e) {
            throw new CallFailed(Code.MODEL_UNAVAILABLE, "The base URL of the agent's model is not an address.");
        }
    }

    private static URI address(URI base) throws URISyntaxException {
        var path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        var query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        var full = path.endsWith(PATH) ? path : path + PATH;
        return new URI(base.getScheme() + "://" + base.getRawAuthority() + full + query);
    }

    Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "text/event-stream");
        headers.put("User-Agent", "Parley");
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
            if (isAzure()) {
                headers.put("api-key", key);
            }
        }
        return headers;
    }

    private boolean isAzure() {
        return uri.getHost() != null && uri.getHost().toLowerCase(Locale.ROOT).endsWith(".azure.com");
    }

    /// The host and port, for messages.
    String place() {
        return uri.getRawAuthority();
    }

    /// Holds the key, so it never prints itself.
    @Override
    public String toString() {
        return uri.toString();
    }
}
