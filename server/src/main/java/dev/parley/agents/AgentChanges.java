package dev.parley.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentDraft.ModelKey;
import dev.parley.platform.json.Json;
import java.util.Locale;

/// What an update did to an agent, as the audit log tells it: every field that differs, before and after. Long text is
/// cut, and of the model's API key only that it changed is told.
final class AgentChanges {
    private static final int LONGEST_TEXT = 300;

    private AgentChanges() {}

    static ObjectNode between(Agent before, Agent after, AgentDraft draft) {
        var old = fields(before);
        var changes = Json.object();
        for (var field : fields(after).properties()) {
            var from = old.path(field.getKey());
            if (!field.getValue().equals(from)) {
                var change = changes.putObject(field.getKey());
                change.set("from", cut(from));
                change.set("to", cut(field.getValue()));
            }
        }
        switch (draft.modelKey()) {
            case ModelKey.Kept _ -> { }
            case ModelKey.Removed _ -> changes.put("modelKey", "removed");
            case ModelKey.Replaced _ -> changes.put("modelKey", "replaced");
        }
        return changes;
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
