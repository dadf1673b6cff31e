package dev.parley.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.MalformedJson.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Builds the tree of one JSON object from a parser over well-formed UTF-8. Single use.
final class TreeReader {
    /// Powers of ten a number may reach; a double ends at 308. Beyond, arithmetic on it could run for ever.
    private static final int MAX_EXPONENT = 308;

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final JsonParser parser;
    private int depth;

    TreeReader(JsonParser parser) {
        this.parser = parser;
    }

    ObjectNode wholeObject() throws IOException, MalformedJson {
        switch (next()) {
            case null -> throw malformed(Problem.EMPTY);
            case START_OBJECT -> { }
            default -> throw malformed(Problem.NOT_AN_OBJECT);
        }
        var object = object();
        requireEnd();
        return object;
    }

    private void requireEnd() throws IOException, MalformedJson {
        try {
            if (parser.nextToken() == null) {
                return;
            }
        } catch (JsonProcessingException e) {
            // Whatever stands there, it is too much.
        }
        throw malformed(Problem.TRAILING_CONTENT);
    }

    private ObjectNode object() throws IOException, MalformedJson {
        enter();
        var object = NODES.objectNode();
        while (next() == JsonToken.FIELD_NAME) {
            var name = wellFormed(parser.currentName());
            if (object.has(name)) {
                throw malformed(Problem.DUPLICATE_KEY);
            }
            object.set(name, value(next()));
        }
        depth--;
        return object;
    }

    private ArrayNode array() throws IOException, MalformedJson {
        enter();
        var array = NODES.arrayNode();
        for (var token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(value(token));
        }
        depth--;
        return array;
    }

    private JsonNode value(@Nullable JsonToken token) throws IOException, MalformedJson {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case null, default -> throw malformed(Problem.SYNTAX);
        };
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() throws IOException, MalformedJson {
        BigDecimal number;
        try {
            number = new BigDecimal(parser.getText());
        } catch (NumberFormatException e) {
            throw malformed(Problem.NUMBER_RANGE);
        }
        long exponent = (long) number.precision() - number.scale() - 1;
        if (Math.abs(exponent) > MAX_EXPONENT || Math.abs((long) number.scale()) > 2 * MAX_EXPONENT) {
            throw malformed(Problem.NUMBER_RANGE);
        }
        return NODES.numberNode(number);
    }

    private String wellFormed(String text) throws MalformedJson {
        if (!Utf8.isWellFormed(text)) {
            throw malformed(Problem.LONE_SURROGATE);
        }
        return text;
    }

    private void enter() throws MalformedJson {
        if (++depth > StrictJson.MAX_DEPTH) {
            throw malformed(Problem.TOO_DEEP);
        }
    }

    private @Nullable JsonToken next() throws IOException, MalformedJson {
        try {
            return parser.nextToken();
        } catch (StreamConstraintsException e) {
            throw malformed(Problem.NUMBER_RANGE);
        } catch (JsonProcessingException e) {
            throw malformed(Problem.SYNTAX);
        }
    }

    private MalformedJson malformed(Problem problem) {
        return new MalformedJson(problem, parser.currentLocation().getByteOffset());
    }
}
