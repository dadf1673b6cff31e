package dev.parley.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a host page says about itself, such as `{"page":"/orders"}`. It is unsigned: whoever can open the page can write
/// it. So it fills no variable, decides nothing, and reaches a model only as data that is labelled untrusted.
///
/// @param json a flat JSON object on one line; empty if the page says nothing
public record PageContext(String json) {
    public static final PageContext NONE = new PageContext("");

    private static final int MAX_ENTRIES = 32;
    private static final int MAX_NAME = 64;
    private static final int MAX_TEXT = 2_000;
    /// In bytes of UTF-8, of all entries together.
    private static final int MAX_BYTES = 8 * 1024;
    /// Brackets and bars, of which chat templates make their marks (`<|im_start|>`, `[INST]`), and characters nobody sees.
    private static final Pattern MARKS = Pattern.compile("[<>\\[\\]|\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /// Reads the field `context` of a frame or a body; what is absent or null says nothing.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static PageContext of(@Nullable JsonNode context) {
        if (context == null || context.isNull()) {
            return NONE;
        }
        if (!(context instanceof ObjectNode entries)) {
            throw refused("must be an object");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw refused("may have at most " + MAX_ENTRIES + " entries");
        }
        entries.properties().forEach(entry -> requireFit(entry.getKey(), entry.getValue()));
        var text = Json.text(entries);
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused("may have at most 8 KiB together");
        }
        return entries.isEmpty() ? NONE : new PageContext(escaped(text));
    }

    private static void requireFit(String name, JsonNode value) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw refused("needs names of 1 to " + MAX_NAME + " characters");
        }
        boolean fits = value.isTextual() ? value.textValue().length() <= MAX_TEXT
                : value.isBoolean() || value.isNumber() && Double.isFinite(value.doubleValue());
        if (!fits) {
            throw refused("may hold only texts of at most 2 000 characters, numbers, true and false");
        }
    }

    private static Refused refused(String rule) {
        return Refused.field("context", "The field \"context\", the page's data, " + rule + ".");
    }

    /// The same JSON; the marks stand only inside its texts, for the object is flat.
    private static String escaped(String json) {
        return MARKS.matcher(json).replaceAll(mark -> {
            var escape = new StringBuilder();
            mark.group().chars().forEach(unit -> escape.append("\\\\u%04x".formatted(unit)));
            return escape.toString();
        });
    }
}
