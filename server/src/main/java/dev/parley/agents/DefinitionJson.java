package dev.parley.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Durations;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;

/// An agent's definition as JSON, for the store and for the wire: the same names in both. The model's API key is in
/// neither; `hasKey` tells whether there is one.
public final class DefinitionJson {
    private DefinitionJson() {}

    /// For the wire.
    public static ObjectNode write(AgentDefinition definition) {
        return write(definition, ContentJson.write(definition.content()));
    }

    /// For the store.
    static ObjectNode stored(AgentDefinition definition) {
        return write(definition, ContentJson.stored(definition.content()));
    }

    private static ObjectNode write(AgentDefinition definition, ObjectNode content) {
        var node = Json.object().put("name", definition.name());
        node.setAll(content);
        node.set("allowedOrigins", Json.texts(definition.allowedOrigins()));
        node.set("tokenPolicy", write(definition.tokenPolicy()));
        return node;
    }

    private static ObjectNode write(TokenPolicy policy) {
        var node = Json.object();
        node.set("accept", Json.texts(
                policy.accept().stream().sorted().map(issuer -> issuer.name().toLowerCase(Locale.ROOT)).toList()));
        return node.put("requireExp", policy.requireExp())
                .put("maxLifetime", Durations.format(policy.maxLifetime()))
                .put("adoptVisitor", policy.adoptVisitor());
    }

    /// Reads what `stored` wrote.
    static AgentDefinition read(String stored) {
        try {
            var node = StrictJson.object(stored);
            return new AgentDefinition(ContentJson.text(node, "name"), ContentJson.read(node),
                    ContentJson.texts(node.path("allowedOrigins")), policy(node.path("tokenPolicy")));
        } catch (MalformedJson e) {
            throw new IllegalStateException("A stored agent definition is not JSON", e);
        }
    }

    private static TokenPolicy policy(JsonNode node) {
        var accept = EnumSet.noneOf(TokenPolicy.Issuer.class);
        for (var issuer : ContentJson.texts(node.path("accept"))) {
            accept.add(TokenPolicy.Issuer.valueOf(issuer.toUpperCase(Locale.ROOT)));
        }
        var lifetime = Durations.parse(ContentJson.text(node, "maxLifetime")).orElse(Duration.ofHours(24));
        return new TokenPolicy(
                accept, node.path("requireExp").asBoolean(), lifetime, node.path("adoptVisitor").asBoolean());
    }
}
