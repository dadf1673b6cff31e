package dev.parley.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// What a token's header may say: HS256, and nothing that would change how the token is read or whose key verifies it.
final class JoseHeader {
    /// Members that name a key, or that change what the signature covers (RFC 7515, section 4.1; RFC 7516; RFC 7797).
    static final Set<String> FORBIDDEN =
            Set.of("crit", "b64", "zip", "cty", "jwk", "jwks", "jku", "x5u", "x5c");

    /// Members without meaning here, but with a type: a header that breaks it was not written by a signing library.
    static final List<String> TEXTS = List.of("typ", "kid", "x5t", "x5t#S256");

    /// The headers that signing libraries write, encoded: {"alg":"HS256","typ":"JWT"}, {"typ":"JWT","alg":"HS256"} and
    /// {"alg":"HS256"}. They need not be read again.
    private static final List<byte[]> USUAL = List.of(
            ascii("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"),
            ascii("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9"),
            ascii("eyJhbGciOiJIUzI1NiJ9"));

    private JoseHeader() {}

    /// @throws TokenRefused if the header asks for anything else
    static void requireHs256(CompactToken token) throws TokenRefused {
        for (var usual : USUAL) {
            if (token.headerReads(usual)) {
                return;
            }
        }
        requireHs256(read(token.header()));
    }

    private static ObjectNode read(byte[] header) throws TokenRefused {
        try {
            return StrictJson.object(header);
        } catch (MalformedJson e) {
            throw TokenRefused.failed("The token's header is not one JSON object. " + e.detail());
        }
    }

    private static void requireHs256(ObjectNode header) throws TokenRefused {
        var algorithm = header.get("alg");
        if (algorithm == null || !algorithm.isTextual() || !algorithm.textValue().equals("HS256")) {
            throw TokenRefused.failed("The token's header does not say \"alg\":\"HS256\". Sign with HS256; no other"
                    + " algorithm is accepted.");
        }
        for (var name : FORBIDDEN) {
            if (header.has(name)) {
                throw TokenRefused.failed("The token's header has \"" + name + "\", which is not accepted. Sign with"
                        + " \"alg\" and \"typ\" alone.");
            }
        }
        for (var name : TEXTS) {
            if (header.has(name) && !header.get(name).isTextual()) {
                throw TokenRefused.failed("The \"" + name + "\" in the token's header is not text. Sign with \"alg\" and"
                        + " \"typ\" alone.");
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
