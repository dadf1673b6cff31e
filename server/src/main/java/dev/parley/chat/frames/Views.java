package dev.parley.chat.frames;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Appearance;
import dev.parley.agents.ContentJson;
import dev.parley.conversations.Conversation;
import dev.parley.conversations.Message;
import dev.parley.identity.Principal;
import dev.parley.platform.json.Json;
import java.util.List;
import java.util.Locale;

/// The JSON of what stands in frames and in answers of REST alike.
public final class Views {
    /// The word on the wire for a rating that was taken back.
    static final String NO_RATING = "none";

    private Views() {}

    public static ObjectNode principal(Principal principal) {
        var json = Json.object().put("kind", wireName(principal.kind()));
        if (principal.issuer() != null) {
            json.put("issuer", wireName(principal.issuer()));
        }
        json.put("id", principal.id());
        if (principal.email() != null) {
            json.put("email", principal.email());
        }
        return json;
    }

    public static ObjectNode agent(AgentCard agent) {
        var json = Json.object()
                .put("id", agent.id().value())
                .put("slug", agent.slug())
                .put("name", agent.name())
                .put("greeting", agent.greeting());
        json.set("starters", Json.texts(agent.starters()));
        if (!agent.appearance().equals(Appearance.PLAIN)) {
            json.set("appearance", ContentJson.write(agent.appearance()));
        }
        return json;
    }

    public static ObjectNode message(Message message) {
        return message(Json.object(), message);
    }

    static ObjectNode message(ObjectNode json, Message message) {
        json.put("id", message.id().value())
                .put("seq", message.seq())
                .put("role", wireName(message.role()))
                .put("text", message.text())
                .put("state", wireName(message.state()))
                .put("createdAt", Json.time(message.createdAt()));
        if (!message.citations().isEmpty()) {
            json.set("citations", citations(message.citations()));
        }
        if (message.replaces() != null) {
            json.put("replaces", message.replaces().value());
        }
        if (message.failure() != null) {
            json.putObject("failure").put("code", message.failure());
        }
        if (message.rating() != null) {
            json.put("rating", wireName(message.rating()));
        }
        return json;
    }

    public static ObjectNode conversation(Conversation conversation) {
        return Json.object()
                .put("id", conversation.id().value())
                .put("title", conversation.title())
                .put("createdAt", Json.time(conversation.createdAt()))
                .put("updatedAt", Json.time(conversation.updatedAt()));
    }

    static ArrayNode citations(List<Message.Citation> citations) {
        var json = Json.array();
        for (var citation : citations) {
            json.addObject().put("title", citation.name()).put("quote", citation.quote());
        }
        return json;
    }

    static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
