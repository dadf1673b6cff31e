package dev.parley.platform.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/// Reads what a peer sent as exactly one JSON object, or refuses it: UTF-8 that is well-formed, no key twice on any
/// level, no half of a surrogate pair, at most [#MAX_DEPTH] levels, numbers within the range of a double, nothing after
/// the end. The size is the caller's to limit.
public final class StrictJson {
    /// Objects and arrays inside one another.
    public static final int MAX_DEPTH = 32;

    private StrictJson() {}

    /// The object that these bytes are.
    ///
    /// @throws MalformedJson if they are anything else
    public static ObjectNode object(byte[] utf8) throws MalformedJson {
        Utf8.requireWellFormed(utf8);
        return new TreeReader(utf8).wholeObject();
    }

    /// The object that this text is, such as a WebSocket text frame.
    ///
    /// @throws MalformedJson if it is anything else
    public static ObjectNode object(String text) throws MalformedJson {
        if (!Utf8.isWellFormed(text)) {
            throw new MalformedJson(MalformedJson.Problem.LONE_SURROGATE, -1);
        }
        return new TreeReader(text.getBytes(StandardCharsets.UTF_8)).wholeObject();
    }
}
