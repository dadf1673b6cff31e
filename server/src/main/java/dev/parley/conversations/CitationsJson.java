package dev.parley.conversations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The citations of an answer as they are stored: `{"items":[{"document","name","quote"}]}`, or nothing for none.
final class CitationsJson {
    private CitationsJson() {}

    static @Nullable String write(List<Message.Citation> citations) {
        if (citations.isEmpty()) {
            return null;
        }
        var stored = Json.object();
        var items = stored.putArray("items");
        for (var citation : citations) {
            items.addObject().put("document", citation.document()).put("name", citation.name())
                    .put("quote", citation.quote());
        }
        return Json.text(stored);
    }

    static List<Message.Citation> read(@Nullable String stored) {
        if (stored == null) {
            return List.of();
        }
        try {
            return StreamSupport.stream(StrictJson.object(stored).path("items").spliterator(), false)
                    .map(CitationsJson::citation).toList();
        } catch (MalformedJson e) {
            throw new IllegalStateException("Stored citations are not JSON", e);
        }
    }

    private static Message.Citation citation(JsonNode item) {
        return new Message.Citation(
                item.path("document").asText(), item.path("name").asText(), item.path("quote").asText());
    }
}
