package dev.parley.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads what a peer sent as exactly one JSON object, or refuses it: UTF-8 that is well-formed, no key twice on any
/// level, no half of a surrogate pair, at most [#MAX_DEPTH] levels, numbers within the range of a double, nothing after
/// the end. The size is the caller's to limit.
public final class StrictJson {
    /// Objects and arrays inside one another.
    public static final int MAX_DEPTH = 32;

    private static final int MAX_NUMBER_LENGTH = 400;

    /// Charset detection is off, or UTF-16 would pass. The pool is shared, since every request has a thread of its own.
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .recyclerPool(JsonRecyclerPools.newBoundedPool(64))
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /// The object that these bytes are.
    ///
    /// @throws MalformedJson if they are anything else
    public static ObjectNode object(byte[] utf8) throws MalformedJson {
        Utf8.requireWellFormed(utf8);
        try (var parser = FACTORY.createParser(utf8)) {
            return read(parser);
        } catch (IOException | IllegalStateException e) {
            // Jackson reports a flood of colliding names as an illegal state.
            throw new MalformedJson(MalformedJson.Problem.SYNTAX, -1);
        }
    }

    /// The object that this text is, such as a WebSocket text frame.
    ///
    /// @throws MalformedJson if it is anything else
    public static ObjectNode object(String text) throws MalformedJson {
        if (!Utf8.isWellFormed(text)) {
            throw new MalformedJson(MalformedJson.Problem.LONE_SURROGATE, -1);
        }
        return object(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode read(JsonParser parser) throws IOException, MalformedJson {
        return new TreeReader(parser).wholeObject();
    }
}
