package dev.parley.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// An agent's content as JSON, for the store and for the wire: the same names in both. Only the store's names the key of
/// the model; the wire's tells with `hasKey` whether there is one.
public final class ContentJson {
    private ContentJson() {}

    /// For the wire.
    public static ObjectNode write(AgentContent content) {
        var node = Json.object()
                .put("instructions", content.instructions())
                .put("greeting", content.greeting());
        node.set("starters", Json.texts(content.starters()));
        node.set("variables", Json.array(content.variables().stream().map(ContentJson::write).toList()));
        node.set("model", write(content.model()));
        node.set("appearance", write(content.appearance()));
        return node;
    }

    static ObjectNode write(AgentDefinition.Variable variable) {
        return Json.object().put("name", variable.name()).put("default", variable.defaultValue())
                .put("description", variable.description())
                .put("overridable", variable.overridable() ? "host" : "nobody");
    }

    /// For the wire.
    public static ObjectNode write(Appearance appearance) {
        return Json.object().put("title", appearance.title()).put("placeholder", appearance.placeholder())
                .put("accent", appearance.accent())
                .put("position", appearance.position().name().toLowerCase(Locale.ROOT));
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

    /// For the store.
    static ObjectNode stored(AgentContent content) {
        var node = write(content);
        node.withObject("model").put("keyId", content.model().keyId());
        return node;
    }

    /// Reads what `stored` wrote.
    static AgentContent read(String stored) {
        try {
            return read(StrictJson.object(stored));
        } catch (MalformedJson e) {
            throw new IllegalStateException("Stored content is not JSON", e);
        }
    }

    static AgentContent read(JsonNode node) {
        return new AgentContent(
                text(node, "instructions"), text(node, "greeting"), texts(node.path("starters")),
                elements(node.path("variables")).stream().map(ContentJson::variable).toList(), model(node.path("model")),
                node.has("appearance") ? appearance(node.path("appearance")) : Appearance.PLAIN);
    }

    private static AgentDefinition.Variable variable(JsonNode node) {
        return new AgentDefinition.Variable(
                text(node, "name"), text(node, "default"), text(node, "description"),
                !text(node, "overridable").equals("nobody"));
    }

    private static ModelSettings model(JsonNode node) {
        return node.hasNonNull("provider")
                ? new ModelSettings(text(node, "provider"), textOrNull(node, "baseUrl"), textOrNull(node, "model"),
                        textOrNull(node, "keyId"))
                : ModelSettings.BUILTIN;
    }

    private static Appearance appearance(JsonNode node) {
        return new Appearance(text(node, "title"), text(node, "placeholder"), text(node, "accent"),
                Appearance.Position.valueOf(node.path("position").asText("right").toUpperCase(Locale.ROOT)));
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.path(name).asText() : null;
    }

    static List<String> texts(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
