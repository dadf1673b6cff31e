package dev.parley.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The variables of a token: at most 64 strings, numbers and booleans by name, together at most 16 KiB.
public final class Variables {
    private static final int MAX_COUNT = 64;
    private static final int MAX_BYTES = 16 * 1024;
    private static final String SCALARS_ONLY = "must hold strings, numbers and booleans only, no lists, objects or nulls";

    private Variables() {}

    /// What is wrong with `value` as variables, as the end of a sentence that begins with their name; null if nothing is.
    public static @Nullable String problem(JsonNode value) {
        if (!value.isObject()) {
            return "must be an object of names and values";
        }
        if (value.size() > MAX_COUNT) {
            return "must have at most " + MAX_COUNT + " entries";
        }
        long bytes = 0;
        for (var entry : value.properties()) {
            if (!isScalar(entry.getValue())) {
                return SCALARS_ONLY;
            }
            bytes += utf8Length(entry.getKey()) + utf8Length(entry.getValue().asText());
        }
        return bytes > MAX_BYTES ? "must have at most 16 KiB together" : null;
    }

    /// The variables of a token, which is too short to hold 16 KiB of them.
    static Map<String, Object> read(JsonNode value) throws TokenRefused {
        if (!value.isObject() || value.size() > MAX_COUNT) {
            throw invalid(Objects.requireNonNull(problem(value)));
        }
        var variables = HashMap.<String, Object>newHashMap(value.size());
        for (var entry : value.properties()) {
            variables.put(entry.getKey(), scalar(entry.getValue()));
        }
        return variables;
    }

    private static Object scalar(JsonNode value) throws TokenRefused {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            default -> throw invalid(SCALARS_ONLY);
        };
    }

    private static TokenRefused invalid(String problem) {
        return TokenRefused.invalid("The claim \"variables\" " + problem + ".");
    }

    private static boolean isScalar(JsonNode value) {
        return value.isTextual() || value.isNumber() || value.isBoolean();
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            // Each half of a surrogate pair counts for two of its four bytes.
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }
}
