package dev.parley.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.platform.json.Json;
import java.util.Locale;

/// What an update did to an agent, as the audit log tells it: every field that differs, before and after. Long text is
/// cut, and of the model's API key only that it changed is told.
final class AgentChanges {
    private static final int LONGEST_TEXT = 300;

    private AgentChanges() {}

    static ObjectNode between(Agent before, Agent after) {
        return between(fields(before), fields(after));
    }

    /// What a change of a draft does to its model, which decides where conversations are sent; empty if nothing.
    static ObjectNode ofModel(ModelSettings before, ModelSettings after, ModelKey key) {
        var changes = between(address(before), address(after));
        tellKey(changes, before, key);
        return changes;
    }

    /// Tells of the model's API key that it changed, and nothing else.
    static void tellKey(ObjectNode changes, ModelSettings before, ModelKey key) {
        switch (key) {
            case ModelKey.Kept _ -> { }
            case ModelKey.Removed _ when !before.hasKey() -> { }
            case ModelKey.Removed _ -> changes.put("modelKey", "removed");
            case ModelKey.Replaced _ -> changes.put("modelKey", "replaced");
        }
    }

    private static ObjectNode between(ObjectNode old, ObjectNode now) {
        var changes = Json.object();
        for (var field : now.properties()) {
            var from = old.path(field.getKey());
            if (!field.getValue().equals(from)) {
                var change = changes.putObject(field.getKey());
                change.set("from", cut(from));
                change.set("to", cut(field.getValue()));
            }
        }
        return changes;
    }

    private static ObjectNode address(ModelSettings model) {
        return Json.object().put("provider", model.provider()).put("baseUrl", model.baseUrl())
                .put("model", model.model());
    }

    private static ObjectNode fields(Agent agent) {
        return DefinitionJson.write(agent.definition())
                .put("slug", agent.slug())
                .put("access", agent.access().name().toLowerCase(Locale.ROOT))
                .put("status", agent.status().name().toLowerCase(Locale.ROOT));
    }

    private static JsonNode cut(JsonNode value) {
        var text = value.isTextual() ? value.textValue() : Json.text(value);
        if (text.length() <= LONGEST_TEXT) {
            return value;
        }
        var end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return Json.object().textNode(text.substring(0, end) + "…");
    }
}
