package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversations.Message;
import dev.parley.conversations.Transcripts;
import dev.parley.identity.Principal;
import dev.parley.platform.json.Json;
import java.util.Locale;

/// A transcript on the wire: the messages as their users see them, with what only operators may see.
final class TranscriptJson {
    private TranscriptJson() {}

    static ObjectNode write(Transcripts.Entry entry) {
        var message = entry.message();
        var json = Json.object().put("id", message.id().value()).put("seq", message.seq())
                .put("role", wireName(message.role())).put("text", message.text())
                .put("state", wireName(message.state())).put("createdAt", Json.time(message.createdAt()));
        if (!message.citations().isEmpty()) {
            json.set("citations", Json.array(message.citations().stream().map(TranscriptJson::write).toList()));
        }
        if (message.answers() != null) {
            json.put("answers", message.answers().value());
        }
        if (message.replaces() != null) {
            json.put("replaces", message.replaces().value());
        }
        if (message.failure() != null) {
            json.put("failure", message.failure()).put("cause", entry.cause());
        }
        if (message.usage() != null) {
            json.putObject("usage").put("inputTokens", message.usage().inputTokens())
                    .put("outputTokens", message.usage().outputTokens());
        }
        if (entry.model() != null) {
            json.put("model", entry.model());
        }
        if (entry.times() != null) {
            var firstWords = entry.times().firstWords();
            json.put("firstWordsMs", firstWords == null ? null : firstWords.toMillis())
                    .put("wholeMs", entry.times().whole().toMillis());
        }
        if (message.rating() != null) {
            json.put("rating", wireName(message.rating())).put("comment", entry.comment());
        }
        return json;
    }

    private static ObjectNode write(Message.Citation citation) {
        return Json.object().put("document", citation.document()).put("name", citation.name())
                .put("quote", citation.quote());
    }

    static ObjectNode write(Principal principal) {
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

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
