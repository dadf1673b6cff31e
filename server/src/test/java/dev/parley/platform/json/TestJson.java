package dev.parley.platform.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON in tests, with single quotes for readability.
public final class TestJson {
    private TestJson() {}

    public static ObjectNode of(String text) {
        try {
            return StrictJson.object(text.replace('\'', '"'));
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
