package dev.parley.chat.frames;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversations.Message;
import dev.parley.models.PageContext;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads client frames: one strict JSON object each, known fields of exactly their type, unknown fields ignored so that
/// newer clients can talk to older hubs.
public final class ChatFrames {
    private static final int FRAME = 64 * 1024;
    private static final int ID = 128;
    private static final int COMMENT = 4_000;
    private static final int CAPABILITIES = 64;

    private ChatFrames() {}

    public static Decoded decode(String text) {
        ObjectNode json;
        try {
            json = StrictJson.object(text);
        } catch (MalformedJson e) {
            var detail = e.detail() + " A frame is one JSON object.";
            return new Decoded.Malformed(null, Refused.because(ErrorCode.INVALID_REQUEST, detail));
        }
        try {
            return frame(Fields.of(json));
        } catch (Refused e) {
            return new Decoded.Malformed(sendId(json), e);
        }
    }

    private static ClientFrame frame(Fields fields) {
        return switch (fields.text("type", 1, ID)) {
            case "hello" -> new ClientFrame.Hello(token(fields), text(fields, "visitor"), text(fields, "ticket"),
                    fields.optionalTexts("capabilities", CAPABILITIES, ID).orElse(List.of()));
            case "identify" -> new ClientFrame.Identify(requiredToken(fields));
            case "send" -> new ClientFrame.Send(
                    fields.text("id", 1, ID), fields.text("text", 0, FRAME), id(fields, "conversation"));
            case "stop" -> new ClientFrame.Stop(fields.text("run", 1, ID));
            case "regenerate" -> new ClientFrame.Regenerate(fields.text("message", 1, ID));
            case "resume" -> new ClientFrame.Resume(
                    fields.text("conversation", 1, ID), fields.integer("afterSeq", 0, Long.MAX_VALUE), id(fields, "run"),
                    Math.toIntExact(fields.optionalInteger("offset", 0, Integer.MAX_VALUE).orElse(0)));
            case "feedback" -> new ClientFrame.Feedback(
                    fields.text("message", 1, ID), rating(fields), fields.optionalText("comment", 0, COMMENT).orElse(null));
            case "context" -> new ClientFrame.Context(PageContext.of(fields.optionalValue("context").orElse(null)));
            case "ping" -> new ClientFrame.Ping();
            default -> throw Refused.field("type", "There is no frame of that type. Send one of hello, identify, send, "
                    + "stop, regenerate, resume, feedback, context and ping.");
        };
    }

    /// Any text is a token, an empty one too: whether it is a good one is not for the protocol to say, and a bad one is
    /// never taken for none.
    private static @Nullable String token(Fields fields) {
        return fields.optionalValue("token").map(value -> {
            if (!value.isTextual()) {
                throw Refused.field("token", "The field \"token\" must be text.");
            }
            return value.textValue();
        }).orElse(null);
    }

    private static String requiredToken(Fields fields) {
        var token = token(fields);
        if (token == null) {
            throw Refused.field("token", "The field \"token\" is missing.");
        }
        return token;
    }

    private static @Nullable String text(Fields fields, String name) {
        return fields.optionalText(name, 0, FRAME).orElse(null);
    }

    private static @Nullable String id(Fields fields, String name) {
        return fields.optionalText(name, 1, ID).orElse(null);
    }

    private static Message.@Nullable Rating rating(Fields fields) {
        var word = fields.choice("rating", List.of("up", "down", Views.NO_RATING));
        return word.equals(Views.NO_RATING) ? null : Message.Rating.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String sendId(ObjectNode json) {
        try {
            return Fields.of(json).optionalText("id", 1, ID).orElse(null);
        } catch (Refused e) {
            return null;
        }
    }
}
