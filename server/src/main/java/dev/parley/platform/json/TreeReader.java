package dev.parley.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.MalformedJson.Problem;
import java.nio.charset.StandardCharsets;

/// Reads the tree of one JSON object (RFC 8259) from well-formed UTF-8. Single use.
///
/// Ours instead of Jackson's parser because identity tokens are read here: a tree in half the time, no pooled buffers and
/// symbol tables that a virtual thread would have to share, and every rule of strictness in one place.
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final byte[] in;
    private int at;
    private int depth;

    /// @param utf8 well-formed UTF-8
    TreeReader(byte[] utf8) {
        this.in = utf8;
    }

    ObjectNode wholeObject() throws MalformedJson {
        int first = peek();
        if (first < 0) {
            throw malformed(Problem.EMPTY);
        }
        if (first != '{') {
            throw malformed(Problem.NOT_AN_OBJECT);
        }
        var object = object();
        if (peek() >= 0) {
            throw malformed(Problem.TRAILING_CONTENT);
        }
        return object;
    }

    private ObjectNode object() throws MalformedJson {
        enter();
        var object = NODES.objectNode();
        if (isNext('}')) {
            return leave(object);
        }
        do {
            require('"');
            int start = at;
            var name = string();
            require(':');
            if (object.replace(name, value()) != null) {
                throw malformed(Problem.DUPLICATE_KEY, start);
            }
        } while (isNext(','));
        require('}');
        return leave(object);
    }

    private ArrayNode array() throws MalformedJson {
        enter();
        var array = NODES.arrayNode();
        if (isNext(']')) {
            return leave(array);
        }
        do {
            array.add(value());
        } while (isNext(','));
        require(']');
        return leave(array);
    }

    private void enter() throws MalformedJson {
        if (++depth > StrictJson.MAX_DEPTH) {
            throw malformed(Problem.TOO_DEEP);
        }
        at++;
    }

    private <N extends JsonNode> N leave(N node) {
        depth--;
        return node;
    }

    private JsonNode value() throws MalformedJson {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                at++;
                yield NODES.textNode(string());
            }
            case 't' -> word("true", NODES.booleanNode(true));
            case 'f' -> word("false", NODES.booleanNode(false));
            case 'n' -> word("null", NODES.nullNode());
            default -> number();
        };
    }

    private JsonNode word(String word, JsonNode meaning) throws MalformedJson {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at == in.length || in[at] != word.charAt(i)) {
                throw malformed(Problem.SYNTAX);
            }
        }
        return meaning;
    }

    private JsonNode number() throws MalformedJson {
        var number = new NumberReader(in, at);
        var node = number.read();
        at = number.end();
        return node;
    }

    /// The rest of a string whose opening quote was read.
    private String string() throws MalformedJson {
        int start = at;
        int seen = 0;
        for (int i = start; i < in.length; i++) {
            byte unit = in[i];
            if (unit == '"') {
                at = i + 1;
                return new String(in, start, i - start,
                        seen < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
            }
            if (unit == '\\') {
                return stringWithEscapes(start);
            }
            if (unit >= 0 && unit < ' ') {
                throw malformed(Problem.SYNTAX, i);
            }
            seen |= unit;
        }
        throw malformed(Problem.SYNTAX, in.length);
    }

    private String stringWithEscapes(int start) throws MalformedJson {
        var escapes = new EscapeReader(in, start);
        var text = escapes.read();
        at = escapes.end();
        return text;
    }

    /// The next byte that is not white space, not yet read; -1 at the end.
    private int peek() {
        while (at < in.length) {
            byte next = in[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next & 0xff;
            }
            at++;
        }
        return -1;
    }

    private boolean isNext(char wanted) {
        boolean next = peek() == wanted;
        at += next ? 1 : 0;
        return next;
    }

    private void require(char wanted) throws MalformedJson {
        if (!isNext(wanted)) {
            throw malformed(Problem.SYNTAX);
        }
    }

    private MalformedJson malformed(Problem problem) {
        return malformed(problem, at);
    }

    private static MalformedJson malformed(Problem problem, int position) {
        return new MalformedJson(problem, position);
    }
}
