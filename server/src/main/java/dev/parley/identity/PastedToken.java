package dev.parley.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token as somebody pasted it, taken apart as far as it goes: for showing what it says, never for trusting it.
///
/// @param text     the token without what does not belong to it
/// @param problems what is wrong with its shape
/// @param header   null if it cannot be read
/// @param claims   null if they cannot be read
record PastedToken(
        String text, List<TokenProblem> problems, @Nullable ObjectNode header, @Nullable ObjectNode claims,
        byte[] signature) {
    private static final byte[] NOTHING = {};

    static PastedToken read(String pasted) {
        var shape = TokenShape.of(pasted);
        var parts = shape.text().split("\\.", -1);
        if (parts.length != 3) {
            return new PastedToken(shape.text(), shape.problems(), null, null, NOTHING);
        }
        return new PastedToken(shape.text(), shape.problems(), object(parts[0]), object(parts[1]), bytes(parts[2]));
    }

    /// What the signature covers.
    byte[] signedBytes() {
        return text.substring(0, Math.max(0, text.lastIndexOf('.'))).getBytes(StandardCharsets.UTF_8);
    }

    boolean says(String claim) {
        return claims != null && claims.has(claim);
    }

    private static @Nullable ObjectNode object(String part) {
        try {
            return StrictJson.object(bytes(part));
        } catch (MalformedJson _) {
            return null;
        }
    }

    private static byte[] bytes(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException _) {
            return NOTHING;
        }
    }
}
