package dev.parley.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentDefinition.Variable;
import dev.parley.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How two contents of an agent differ, field by field: long texts line by line, variables one by one.
public final class ContentDiff {
    private final ArrayNode fields = Json.array();

    private ContentDiff() {}

    /// One object for each field that differs: `{field, from, to}`, and `lines` for a text.
    public static ArrayNode between(AgentContent old, AgentContent now) {
        var diff = new ContentDiff();
        diff.text("instructions", old.instructions(), now.instructions());
        diff.text("greeting", old.greeting(), now.greeting());
        diff.text("starters", String.join("\n", old.starters()), String.join("\n", now.starters()));
        diff.variables(old.variables(), now.variables());
        var before = ContentJson.write(old);
        var after = ContentJson.write(now);
        diff.members("model", before.path("model"), after.path("model"));
        if (old.model().hasKey() && now.model().hasKey() && !old.model().equals(now.model())
                && old.model().withKey(null).equals(now.model().withKey(null))) {
            diff.add("model.apiKey", Json.object().textNode("set"), Json.object().textNode("another one"));
        }
        diff.members("appearance", before.path("appearance"), after.path("appearance"));
        return diff.fields;
    }

    private void text(String field, String old, String now) {
        if (old.equals(now)) {
            return;
        }
        var lines = fields.addObject().put("field", field).putArray("lines");
        for (var line : LineDiff.between(old, now)) {
            lines.addObject().put("kind", line.kind().name().toLowerCase(Locale.ROOT)).put("text", line.text());
        }
    }

    private void variables(List<Variable> old, List<Variable> now) {
        var before = byName(old);
        var after = byName(now);
        var names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var from = before.getOrDefault(name, Json.object().nullNode());
            var to = after.getOrDefault(name, Json.object().nullNode());
            if (!from.equals(to)) {
                add("variables." + name, from, to);
            }
        }
    }

    private static Map<String, JsonNode> byName(List<Variable> variables) {
        var byName = new LinkedHashMap<String, JsonNode>();
        for (var variable : variables) {
            byName.put(variable.name(), ContentJson.write(variable));
        }
        return byName;
    }

    private void members(String field, JsonNode old, JsonNode now) {
        var names = new LinkedHashSet<String>();
        old.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        for (var name : names) {
            if (!old.path(name).equals(now.path(name))) {
                add(field + "." + name, present(old.path(name)), present(now.path(name)));
            }
        }
    }

    private static JsonNode present(JsonNode value) {
        return value.isMissingNode() ? Json.object().nullNode() : value;
    }

    private void add(String field, JsonNode from, JsonNode to) {
        ObjectNode entry = fields.addObject().put("field", field);
        entry.set("from", from);
        entry.set("to", to);
    }
}
