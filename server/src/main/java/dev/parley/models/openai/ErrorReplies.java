package dev.parley.models.openai;

import dev.parley.models.AgentRunner.Code;
import dev.parley.models.openai.CallFailed.Remedy;
import dev.parley.platform.http.client.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a model server's refusals mean for the builder of the agent.
final class ErrorReplies {
    private static final int MAX_BODY = 16 * 1024;
    private static final int MAX_MESSAGE = 300;

    private final InstantSource clock;

    ErrorReplies(InstantSource clock) {
        this.clock = clock;
    }

    /// The failure that a response other than 200 stands for.
    CallFailed read(Exchange reply, Endpoint endpoint) {
        int status = reply.status();
        var message = message(reply.bodyStart(MAX_BODY), endpoint.key());
        var lower = message.toLowerCase(Locale.ROOT);
        if (status == 400 && lower.contains("stream_options")) {
            return failed(Code.MODEL_UNAVAILABLE, "does not know stream_options", message, Remedy.WITHOUT_USAGE, null);
        }
        if (status == 400 && (lower.contains("content_filter") || lower.contains("content management policy"))) {
            return failed(Code.MODEL_REFUSED, "refused the question by its content policy", message, Remedy.NONE, null);
        }
        if (status == 429 && lower.contains("quota")) {
            return failed(Code.MODEL_UNAVAILABLE, "says that the quota of this API key is used up", message, Remedy.NONE, null);
        }
        return failed(Code.MODEL_UNAVAILABLE, meaning(status), message, isPassing(status) ? Remedy.RETRY : Remedy.NONE,
                retryAfter(reply));
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
    }

    private static String meaning(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> "redirects (" + status + ") and is not followed; set the base URL to where it leads";
            case 401, 403 -> "refuses the API key (" + status + "); store a valid one";
            case 404 -> "does not know the address or the model (404); check the base URL, which often ends in /v1, and the model";
            case 429 -> "is asked too often (429)";
            default -> status >= 500
                    ? "has an error of its own (" + status + ")"
                    : "does not accept the request (" + status + "); check the model's name";
        };
    }

    private static CallFailed failed(
            Code code, String meaning, String message, Remedy remedy, @Nullable Duration retryAfter) {
        var words = message.isEmpty() ? "." : ". It says: " + message;
        return new CallFailed(code, "The model server " + meaning + words, remedy, retryAfter);
    }

    /// The provider's own words, if it has some, short and without the key.
    private static String message(byte[] body, @Nullable String key) {
        var text = new String(body, StandardCharsets.UTF_8);
        try {
            var error = CompletionPart.parse(body, body.length).error();
            return clean(error == null ? "" : error + codeOf(text), key);
        } catch (IOException e) {
            return text.stripLeading().startsWith("<") ? "" : clean(text, key);
        }
    }

    /// Providers put the exact reason in `code`, beside the message.
    private static String codeOf(String body) {
        return body.contains("content_filter") ? " (content_filter)" : body.contains("insufficient_quota") ? " (quota)" : "";
    }

    static String clean(String message, @Nullable String key) {
        var words = key == null || key.isEmpty() ? message : message.replace(key, "***");
        var line = words.replaceAll("sk-[A-Za-z0-9_*-]{4,}", "sk-***").replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE - 1) + "…" : line;
    }

    /// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3); null if absent or unreadable.
    private @Nullable Duration retryAfter(Exchange reply) {
        Optional<String> value = reply.header("Retry-After");
        if (value.isEmpty()) {
            return null;
        }
        if (value.get().matches("[0-9]{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(value.get()));
        }
        try {
            var moment = ZonedDateTime.parse(value.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            var wait = Duration.between(clock.instant(), moment);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
