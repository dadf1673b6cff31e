package dev.parley.chat.frames;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.http.Envelope;
import dev.parley.platform.json.Json;
import org.jspecify.annotations.Nullable;

/// Writes hub frames as JSON text. Deltas, of which there are hundreds a second, are written by hand.
public final class HubFrames {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private HubFrames() {}

    /// The name of a frame's type, also the name of its server-sent event.
    public static String type(HubFrame frame) {
        return switch (frame) {
            case HubFrame.Ready _ -> "ready";
            case HubFrame.Identified _ -> "identified";
            case HubFrame.Accepted _ -> "accepted";
            case HubFrame.Started _ -> "started";
            case HubFrame.Delta _ -> "delta";
            case HubFrame.Tool _ -> "tool";
            case HubFrame.Completed _ -> "completed";
            case HubFrame.Failed _ -> "failed";
            case HubFrame.Stopped _ -> "stopped";
            case HubFrame.Posted _ -> "message";
            case HubFrame.Changed _ -> "changed";
            case HubFrame.Resumed _ -> "resumed";
            case HubFrame.TokenExpiring _ -> "token_expiring";
            case HubFrame.Reauthenticate _ -> "reauthenticate";
            case HubFrame.Refusal _ -> "refused";
            case HubFrame.Pong _ -> "pong";
        };
    }

    public static String encode(HubFrame frame) {
        return frame instanceof HubFrame.Delta delta ? delta(delta) : Json.text(tree(frame));
    }

    private static String delta(HubFrame.Delta delta) {
        var text = delta.text();
        var json = new StringBuilder(text.length() + 80)
                .append("{\"type\":\"delta\",\"run\":\"").append(delta.run().value())
                .append("\",\"offset\":").append(delta.offset())
                .append(",\"text\":\"");
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), json);
        }
        return json.append("\"}").toString();
    }

    /// RFC 8259, section 7.
    private static void escape(char c, StringBuilder json) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (c >= ' ') {
            json.append(c);
        } else if (c == '\n') {
            json.append("\\n");
        } else {
            json.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    private static ObjectNode tree(HubFrame frame) {
        var json = Json.object().put("type", type(frame));
        return switch (frame) {
            case HubFrame.Ready ready -> ready(json, ready);
            case HubFrame.Identified(var expiresAt) ->
                    optional(json, "expiresAt", expiresAt == null ? null : Json.time(expiresAt));
            case HubFrame.Accepted(var id, var message, var seq, var conversation) -> json.put("id", id)
                    .put("message", message.value()).put("seq", seq).put("conversation", conversation.value());
            case HubFrame.Started started -> started(json, started);
            case HubFrame.Delta(var run, var offset, var text) ->
                    json.put("run", run.value()).put("offset", offset).put("text", text);
            case HubFrame.Tool(var run, var name, var state) ->
                    json.put("run", run.value()).put("name", name).put("state", state);
            case HubFrame.Completed completed -> completed(json, completed);
            case HubFrame.Failed(var run, var code, var detail) ->
                    json.put("run", run.value()).put("code", code).put("detail", detail);
            case HubFrame.Stopped(var run) -> json.put("run", run.value());
            case HubFrame.Posted(var message) ->
                    Views.message(json.put("conversation", message.conversation().value()), message);
            case HubFrame.Changed changed -> changed(json, changed);
            case HubFrame.Resumed(var conversation, var seq, var complete) ->
                    json.put("conversation", conversation.value()).put("seq", seq).put("complete", complete);
            case HubFrame.TokenExpiring(var at) -> json.put("at", Json.time(at));
            case HubFrame.Reauthenticate(var code) -> json.put("code", code.wireName());
            case HubFrame.Refusal(var id, var reason, var requestId) ->
                    optional(json, "id", id).set("error", Envelope.error(reason, requestId));
            case HubFrame.Pong(var serverTime) -> json.put("serverTime", Json.time(serverTime));
        };
    }

    private static ObjectNode ready(ObjectNode json, HubFrame.Ready ready) {
        json.set("principal", Views.principal(ready.principal()));
        json.set("agent", Views.agent(ready.agent()));
        var conversation = ready.conversation();
        var expiresAt = ready.expiresAt();
        optional(json, "conversation", conversation == null ? null : conversation.value());
        optional(json, "visitor", ready.visitor());
        if (ready.adopted()) {
            json.put("adopted", true);
        }
        optional(json, "expiresAt", expiresAt == null ? null : Json.time(expiresAt));
        return json.put("epoch", ready.epoch()).put("serverTime", Json.time(ready.serverTime()));
    }

    private static ObjectNode started(ObjectNode json, HubFrame.Started started) {
        json.put("run", started.run().value())
                .put("message", started.message().value())
                .put("seq", started.seq())
                .put("conversation", started.conversation().value());
        var replaces = started.replaces();
        return optional(json, "replaces", replaces == null ? null : replaces.value());
    }

    private static ObjectNode completed(ObjectNode json, HubFrame.Completed completed) {
        json.put("run", completed.run().value())
                .put("message", completed.message().value())
                .put("seq", completed.seq());
        var usage = completed.usage();
        if (usage != null) {
            json.putObject("usage").put("inputTokens", usage.inputTokens()).put("outputTokens", usage.outputTokens());
        }
        if (!completed.citations().isEmpty()) {
            json.set("citations", Views.citations(completed.citations()));
        }
        return json;
    }

    private static ObjectNode changed(ObjectNode json, HubFrame.Changed changed) {
        json.put("conversation", changed.conversation().value());
        return switch (changed) {
            case HubFrame.Renamed(var _, var title) -> json.put("title", title);
            case HubFrame.Deleted _ -> json.put("deleted", true);
            case HubFrame.Rated(var _, var message, var rating) ->
                    json.put("message", message.value())
                            .put("rating", rating == null ? Views.NO_RATING : Views.wireName(rating));
        };
    }

    private static ObjectNode optional(ObjectNode json, String name, @Nullable String value) {
        return value == null ? json : json.put(name, value);
    }
}
