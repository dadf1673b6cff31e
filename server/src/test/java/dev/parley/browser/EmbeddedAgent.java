package dev.parley.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import dev.parley.testing.HostSite;
import dev.parley.testing.TestHub;
import dev.parley.testing.Tokens;
import java.time.Duration;
import java.util.List;

/// A hub with one agent that knows one document, and a host product on another origin that embeds it.
final class EmbeddedAgent implements AutoCloseable {
    static final String QUESTION = "How long does shipping take?";
    static final String ANSWER = "two to three working days";

    final TestHub hub = TestHub.start();
    final HostSite site = new HostSite();
    final String slug = "shop-help";
    final String agent;
    private String secret;

    EmbeddedAgent() {
        agent = hub.owner().post("/api/v1/agents", definition()).expect(201).path("id").asText();
        hub.owner().post("/api/v1/agents/" + agent + "/documents", Json.object().put("name", "shipping.md")
                .put("mediaType", "text/markdown")
                .put("text", "# Shipping\n\nShipping takes two to three working days within the country.\n"))
                .expect(201);
        secret = hub.owner().post("/api/v1/agents/" + agent + "/identity-secret", Json.object())
                .expect(200).path("secret").asText();
        site.header("Cache-Control", "no-store");
    }

    private ObjectNode definition() {
        var definition = Json.object().put("name", "Shop Help").put("slug", slug).put("access", "public")
                .put("greeting", "Hello {{name}}!").put("instructions", "Help {{name}}.");
        definition.set("starters", Json.texts(List.of(QUESTION)));
        definition.set("allowedOrigins", Json.texts(List.of(origin())));
        definition.putArray("variables").addObject().put("name", "name").put("default", "there").put("description", "");
        definition.putObject("model").put("provider", "builtin");
        return definition;
    }

    /// The host product's origin: another site than the hub's address.
    String origin() {
        return site.origin("shop.localhost");
    }

    String token(String user, Duration lifetime) {
        return Tokens.user(secret, user, lifetime);
    }

    void rotateSecret() {
        secret = hub.owner().post("/api/v1/agents/" + agent + "/identity-secret/rotate", Json.object())
                .expect(200).path("secret").asText();
    }

    /// Adds a host page with the iframe of seed 000, its token in the address, and no listener.
    void silentPage(String path, String user, Duration lifetime) {
        site.page(path, () -> """
                <!doctype html><title>Shop</title>
                <iframe id="agent" title="Help" src="%s/agent/%s?IDENTITY_TOKEN=%s&HIDE_LOGIN=true"
                  style="width:100%%;height:600px;border:none"></iframe>
                """.formatted(hub.url(), slug, token(user, lifetime)));
    }

    /// The same page with the listener that the seed shows, which fetches its next token from `/api/dronahq-token`.
    void refreshingPage(String path, String user, Duration first, Duration next) {
        site.page("/api/dronahq-token", () -> "{\"token\":\"" + token(user, next) + "\"}");
        site.page(path, () -> """
                <!doctype html><title>Shop</title>
                <iframe id="dronahq-agent" title="Help" src="%s/agent/%s?IDENTITY_TOKEN=%s&HIDE_LOGIN=true"
                  style="width:100%%;height:600px;border:none"></iframe>
                <script>
                  const iframe = document.getElementById('dronahq-agent');
                  window.asked = 0;
                  window.addEventListener('message', async (event) => {
                    if (event.data?.type === 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED') {
                      window.asked++;
                      const res = await fetch('/api/dronahq-token');
                      const { token } = await res.json();
                      iframe.contentWindow.postMessage(
                        { type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken: token }, '*');
                    }
                  });
                </script>
                """.formatted(hub.url(), slug, token(user, first)));
    }

    /// A host page with the script tag, signed in as `user`.
    void scriptPage(String path, String user) {
        site.page("/api/token-" + user, () -> "{\"token\":\"" + token(user, Duration.ofMinutes(5)) + "\"}");
        site.page(path, """
                <!doctype html><title>Shop</title><div id="mount" style="height:600px"></div>
                <script src="%s/parley.js"></script>
                <script>
                  window.chat = Parley.init({ agent: '%s', mode: 'inline', mount: '#mount',
                    token: async () => (await (await fetch('/api/token-%s')).json()).token });
                </script>
                """.formatted(hub.url(), slug, user));
    }

    @Override
    public void close() {
        site.close();
        hub.close();
    }
}
