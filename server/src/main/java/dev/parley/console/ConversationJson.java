package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversations.Receipt;
import dev.parley.conversations.Transcripts.Owned;
import dev.parley.platform.json.Json;

/// Conversations on the wire, as operators see them.
final class ConversationJson {
    private ConversationJson() {}

    static ObjectNode write(Owned owned) {
        var conversation = owned.conversation();
        var json = Json.object().put("id", conversation.id().value()).put("agent", owned.agent().value())
                .put("title", conversation.title()).put("messages", conversation.lastSeq())
                .put("createdAt", Json.time(conversation.createdAt()))
                .put("updatedAt", Json.time(conversation.updatedAt()));
        json.set("principal", TranscriptJson.write(owned.owner()));
        var outcome = owned.outcome();
        json.put("failures", outcome.failures());
        json.putObject("ratings").put("up", outcome.ups()).put("down", outcome.downs());
        return json;
    }

    static ObjectNode write(Receipt.Deleted deleted) {
        return Json.object().put("conversations", deleted.conversations()).put("messages", deleted.messages())
                .put("ratings", deleted.ratings());
    }
}
