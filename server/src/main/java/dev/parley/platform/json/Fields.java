package dev.parley.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.http.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a request body one by one and refuses what is missing, of the wrong type, out of bounds or, with
/// [#end()], unknown; each refusal names the field by its path, such as `variables[2].name`. A null is as if absent.
/// Lengths are characters (Unicode code points). Not thread-safe.
public final class Fields {
    private final ObjectNode object;
    private final String path;
    private final Set<String> known = new HashSet<>();
    private final List<Fields> inner = new ArrayList<>();

    private Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    public static Fields of(ObjectNode object) {
        return new Fields(object, "");
    }

    /// Whether the field is there and not null. Does not make it known.
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /// Text of `min` to `max` characters.
    public String text(String name, int min, int max) {
        return checkedText(required(name), pathOf(name), min, max);
    }

    public Optional<String> optionalText(String name, int min, int max) {
        return optional(name).map(value -> checkedText(value, pathOf(name), min, max));
    }

    /// One of a few words, such as `public` or `private`.
    public String choice(String name, List<String> choices) {
        return checkedChoice(required(name), pathOf(name), choices);
    }

    public Optional<String> optionalChoice(String name, List<String> choices) {
        return optional(name).map(value -> checkedChoice(value, pathOf(name), choices));
    }

    public boolean flag(String name) {
        return checkedFlag(required(name), pathOf(name));
    }

    public Optional<Boolean> optionalFlag(String name) {
        return optional(name).map(value -> checkedFlag(value, pathOf(name)));
    }

    /// A whole number from `min` to `max`.
    public long integer(String name, long min, long max) {
        return checkedInteger(required(name), pathOf(name), min, max);
    }

    public OptionalLong optionalInteger(String name, long min, long max) {
        var value = optional(name);
        return value.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(checkedInteger(value.get(), pathOf(name), min, max));
    }

    /// At most `maxItems` texts of 1 to `maxLength` characters.
    public List<String> texts(String name, int maxItems, int maxLength) {
        return checkedTexts(required(name), pathOf(name), maxItems, maxLength);
    }

    public Optional<List<String>> optionalTexts(String name, int maxItems, int maxLength) {
        return optional(name).map(value -> checkedTexts(value, pathOf(name), maxItems, maxLength));
    }

    public Fields object(String name) {
        return checkedObject(required(name), pathOf(name));
    }

    public Optional<Fields> optionalObject(String name) {
        return optional(name).map(value -> checkedObject(value, pathOf(name)));
    }

    /// At most `maxItems` objects.
    public List<Fields> objects(String name, int maxItems) {
        return checkedObjects(required(name), pathOf(name), maxItems);
    }

    public Optional<List<Fields>> optionalObjects(String name, int maxItems) {
        return optional(name).map(value -> checkedObjects(value, pathOf(name), maxItems));
    }

    /// The value as it is, for a field whose type the caller checks.
    public Optional<JsonNode> optionalValue(String name) {
        return optional(name);
    }

    /// The path of a field of this object, for a refusal of the caller's own: `Refused.field(fields.pathOf("slug"), …)`.
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// Refuses the fields nobody asked for, here and in every object read from here.
    ///
    /// @throws Refused `invalid_request` that names the first
    public void end() {
        for (var entry : object.properties()) {
            if (!known.contains(entry.getKey())) {
                var field = Names.printable(pathOf(entry.getKey()));
                throw Refused.field(field, "There is no field \"" + field + "\" here. Remove it, or correct its name.");
            }
        }
        inner.forEach(Fields::end);
    }

    private JsonNode required(String name) {
        return optional(name).orElseThrow(
                () -> Refused.field(pathOf(name), "The field \"" + pathOf(name) + "\" is missing."));
    }

    private Optional<JsonNode> optional(String name) {
        known.add(name);
        @Nullable JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private static String checkedText(JsonNode value, String field, int min, int max) {
        if (!value.isTextual()) {
            throw wrong(field, "must be text");
        }
        var text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw wrong(field, min == 0
                    ? "must have at most " + max + " characters"
                    : "must have " + min + " to " + max + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw wrong(field, "must not hold the character U+0000");
        }
        return text;
    }

    private static String checkedChoice(JsonNode value, String field, List<String> choices) {
        if (!value.isTextual() || !choices.contains(value.textValue())) {
            throw wrong(field, "must be " + String.join(" or ", choices));
        }
        return value.textValue();
    }

    private static boolean checkedFlag(JsonNode value, String field) {
        if (!value.isBoolean()) {
            throw wrong(field, "must be true or false");
        }
        return value.booleanValue();
    }

    private static long checkedInteger(JsonNode value, String field, long min, long max) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()
                || value.longValue() < min || value.longValue() > max) {
            throw wrong(field, "must be a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    private static List<String> checkedTexts(JsonNode value, String field, int maxItems, int maxLength) {
        var texts = new ArrayList<String>();
        for (var item : checkedArray(value, field, maxItems)) {
            texts.add(checkedText(item, field + "[" + texts.size() + "]", 1, maxLength));
        }
        return List.copyOf(texts);
    }

    private Fields checkedObject(JsonNode value, String field) {
        if (!(value instanceof ObjectNode nested)) {
            throw wrong(field, "must be an object");
        }
        var fields = new Fields(nested, field);
        inner.add(fields);
        return fields;
    }

    private List<Fields> checkedObjects(JsonNode value, String field, int maxItems) {
        var objects = new ArrayList<Fields>();
        for (var item : checkedArray(value, field, maxItems)) {
            objects.add(checkedObject(item, field + "[" + objects.size() + "]"));
        }
        return List.copyOf(objects);
    }

    private static JsonNode checkedArray(JsonNode value, String field, int maxItems) {
        if (!value.isArray()) {
            throw wrong(field, "must be a list");
        }
        if (value.size() > maxItems) {
            throw wrong(field, "must have at most " + maxItems + " entries");
        }
        return value;
    }

    private static Refused wrong(String field, String rule) {
        return Refused.field(field, "The field \"" + field + "\" " + rule + ".");
    }
}
