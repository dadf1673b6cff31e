package dev.parley.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentContent;
import dev.parley.agents.ContentJson;
import dev.parley.agents.Contrast;
import dev.parley.agents.Draft;
import dev.parley.models.Instructions;
import dev.parley.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A draft as its builder needs to see it: what it says, where it stands, and what is doubtful about it.
final class DraftJson {
    /// The frame's surfaces by day and by night.
    private static final Map<String, String> SURFACES = new java.util.TreeMap<>(Map.of("light", "#ffffff", "dark", "#16181d"));

    private DraftJson() {}

    static ObjectNode write(Draft draft) {
        var json = ContentJson.write(draft.content());
        json.put("revision", draft.revision()).put("exists", draft.exists())
                .put("basedOn", draft.basedOn()).put("published", draft.published());
        json.set("unknownNames", unknownNames(draft.content()));
        json.set("contrast", contrast(draft.content().appearance().accent()));
        return json;
    }

    /// The names in double braces that no variable has, each with the fields it stands in.
    private static ArrayNode unknownNames(AgentContent content) {
        var fields = new LinkedHashMap<String, List<String>>();
        collect("instructions", List.of(content.instructions()), content, fields);
        collect("greeting", List.of(content.greeting()), content, fields);
        collect("starters", content.starters(), content, fields);
        var names = Json.array();
        fields.forEach((name, where) -> names.addObject().put("name", name).set("fields", Json.texts(where)));
        return names;
    }

    private static void collect(
            String field, List<String> texts, AgentContent content, Map<String, List<String>> fields) {
        texts.stream().flatMap(text -> Instructions.unknownNames(text, content.variables()).stream()).distinct()
                .forEach(name -> fields.computeIfAbsent(name, _ -> new java.util.ArrayList<>()).add(field));
    }

    /// How well the accent stands out on each surface; where it does not, the frame darkens or lightens it there.
    private static ArrayNode contrast(String accent) {
        var checks = Json.array();
        if (!accent.isEmpty()) {
            SURFACES.forEach((name, surface) -> {
                var ratio = Math.floor(Contrast.ratio(accent, surface) * 100) / 100;
                checks.addObject().put("surface", name).put("ratio", ratio).put("needed", Contrast.OF_CONTROLS)
                        .put("enough", ratio >= Contrast.OF_CONTROLS);
            });
        }
        return checks;
    }
}
