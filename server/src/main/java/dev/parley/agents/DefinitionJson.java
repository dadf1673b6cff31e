package dev.parley.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Durations;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// An agent's definition as JSON, for the store and for the wire: the same names in both. The model's API key is in
/// neither; `hasKey` tells whether there is one.
public final class DefinitionJson {
    private DefinitionJson() {}

    /// Writes a definition.
    public static ObjectNode write(AgentDefinition definition) {
        var node = Json.object()
                .put("name", definition.name())
                .put("instructions", definition.instructions())
                .put("greeting", definition.greeting());
        node.set("starters", Json.texts(definition.starters()));
        var variables = node.putArray("variables");
        for (var variable : definition.variables()) {
            variables.addObject().put("name", variable.name()).put("default", variable.defaultValue())
                    .put("description", variable.description());
        }
        node.set("model", write(definition.model()));
        node.set("allowedOrigins", Json.texts(definition.allowedOrigins()));
        node.set("tokenPolicy", write(definition.tokenPolicy()));
        return node;
    }

    private static ObjectNode write(ModelSettings model) {
        var node = Json.object().put("provider", model.provider());
        if (model.baseUrl() != null) {
            node.put("baseUrl", model.baseUrl());
        }
        if (model.model() != null) {
            node.put("model", model.model());
        }
        return node.put("hasKey", model.hasKey());
    }

    private static ObjectNode write(TokenPolicy policy) {
        var node = Json.object();
        node.set("accept", Json.texts(
                policy.accept().stream().sorted().map(issuer -> issuer.name().toLowerCase(Locale.ROOT)).toList()));
        return node.put("requireExp", policy.requireExp())
                .put("maxLifetime", Durations.format(policy.maxLifetime()))
                .put("adoptVisitor", policy.adoptVisitor());
    }

    /// Reads what `write` wrote.
    static AgentDefinition read(String stored) {
        try {
            var node = StrictJson.object(stored);
            return new AgentDefinition(
                    text(node, "name"), text(node, "instructions"), text(node, "greeting"),
                    texts(node.path("starters")), variables(node.path("variables")), model(node.path("model")),
                    texts(node.path("allowedOrigins")), policy(node.path("tokenPolicy")));
        } catch (MalformedJson e) {
            throw new IllegalStateException("A stored agent definition is not JSON", e);
        }
    }

    private static List<AgentDefinition.Variable> variables(JsonNode array) {
        return elements(array).stream().map(node -> new AgentDefinition.Variable(
                text(node, "name"), text(node, "default"), text(node, "description"))).toList();
    }

    private static ModelSettings model(JsonNode node) {
        return new ModelSettings(
                text(node, "provider"), textOrNull(node, "baseUrl"), textOrNull(node, "model"),
                node.path("hasKey").asBoolean());
    }

    private static TokenPolicy policy(JsonNode node) {
        var accept = EnumSet.noneOf(TokenPolicy.Issuer.class);
        for (var issuer : texts(node.path("accept"))) {
            accept.add(TokenPolicy.Issuer.valueOf(issuer.toUpperCase(Locale.ROOT)));
        }
        var lifetime = Durations.parse(text(node, "maxLifetime")).orElse(Duration.ofHours(24));
        return new TokenPolicy(
                accept, node.path("requireExp").asBoolean(), lifetime, node.path("adoptVisitor").asBoolean());
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.path(name).asText() : null;
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
