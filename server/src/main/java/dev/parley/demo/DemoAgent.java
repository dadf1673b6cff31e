package dev.parley.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Builds the demo's agent over the operators' API: its words, its documents, its identity secret.
final class DemoAgent {
    static final String SLUG = "harbour-help";
    private static final List<String> DOCUMENTS = List.of("shipping.md", "returns.md", "subscriptions.md", "brewing.md");

    private final HubClient hub;

    DemoAgent(HubClient hub) {
        this.hub = hub;
    }

    /// Makes the agent if it is not there yet.
    ///
    /// @param productOrigins the origins of the sample product, which may embed it
    /// @return the id of the agent
    String ensure(List<String> productOrigins) {
        for (var agent : hub.get("/api/v1/agents").path("items")) {
            if (agent.path("slug").asText().equals(SLUG)) {
                var id = agent.path("id").asText();
                var origins = Json.object();
                origins.set("allowedOrigins", Json.texts(productOrigins));
                hub.patch("/api/v1/agents/" + id, origins);
                return id;
            }
        }
        var id = hub.post("/api/v1/agents", definition(productOrigins)).path("id").asText();
        for (var document : DOCUMENTS) {
            hub.post("/api/v1/agents/" + id + "/documents", Json.object().put("name", document)
                    .put("mediaType", "text/markdown").put("text", text(document)));
        }
        return id;
    }

    /// Makes sure that the product signs with the agent's current identity secret: whoever tried a rotation in the demo
    /// finds it working again after the next start.
    void ensureSecret(String agent, DemoState state) {
        var path = "/api/v1/agents/" + agent + "/identity-secret";
        var current = hub.get(path).path("current").path("id").asText();
        if (current.isEmpty() || !current.equals(state.identitySecretId())) {
            var fresh = hub.post(current.isEmpty() ? path : path + "/rotate", Json.object());
            state.identitySecret(fresh.path("id").asText(), fresh.path("secret").asText());
        }
    }

    private static ObjectNode definition(List<String> origins) {
        var agent = Json.object()
                .put("name", "Harbour Help")
                .put("slug", SLUG)
                .put("access", "public")
                .put("instructions", "You help {{name}}, who is on the plan {{plan}}, with orders from Harbour Coffee.")
                .put("greeting", "Hello {{name}}! Ask me about shipping, returns, your subscription or brewing.");
        agent.set("starters", Json.texts(List.of("How long does shipping take?", "Can I pause my subscription?",
                "How do I brew with a French press?")));
        var variables = agent.putArray("variables");
        variables.addObject().put("name", "name").put("default", "there").put("description", "The user's first name");
        variables.addObject().put("name", "plan").put("default", "none yet").put("description", "The user's plan");
        agent.set("allowedOrigins", Json.texts(origins));
        agent.putObject("model").put("provider", "builtin");
        return agent;
    }

    private static String text(String document) {
        try (var in = DemoAgent.class.getResourceAsStream("/demo/documents/" + document)) {
            return new String(Objects.requireNonNull(in, document).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
