package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.AUTHENTICATION_FAILED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.ArrayList;
import java.util.List;

/// Headers that are no header, name another algorithm, or would have the verifier read or look up something else. Each is
/// signed with the right secret, so that the header alone must refuse it.
final class HostileHeaders {
    private static final String PAYLOAD = "{\"user_email\":\"jane@example.com\"}";

    private HostileHeaders() {}

    static List<HostileToken> all() {
        var all = new ArrayList<HostileToken>();
        for (var alg : List.of("none", "None", "NONE", "nOnE", "", "hs256", "Hs256", "HS256 ", " HS256", "HS256\\u0000",
                "HS-256", "HS384", "HS512", "RS256", "RS512", "PS256", "ES256", "ES256K", "EdDSA", "dir", "A128KW",
                "HMACSHA256", "SHA256", "HS256,none", "\\uff28S256", "HS25\\u0666")) {
            all.add(header("alg " + (alg.isEmpty() ? "empty" : alg), "{\"alg\":\"" + alg + "\",\"typ\":\"JWT\"}"));
        }
        for (var alg : List.of("null", "256", "true", "[\"HS256\"]", "{\"HS256\":1}", "[\"none\",\"HS256\"]")) {
            all.add(header("alg that is no text: " + alg, "{\"alg\":" + alg + "}"));
        }
        all.add(header("no alg", "{\"typ\":\"JWT\"}"));
        all.add(header("ALG for alg", "{\"ALG\":\"HS256\"}"));
        all.add(header("empty object", "{}"));
        for (var member : List.of("\"crit\":[]", "\"crit\":[\"b64\"]", "\"crit\":[\"exp\"]", "\"crit\":null", "\"b64\":false",
                "\"b64\":true", "\"zip\":\"DEF\"", "\"cty\":\"JWT\"", "\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}", "\"jwk\":null",
                "\"jku\":\"https://attacker.example/jwks\"", "\"jwks\":{\"keys\":[]}",
                "\"x5u\":\"https://attacker.example/x5u\"", "\"x5c\":[\"MIIB\"]", "\"x5c\":[]", "\"\\u006awk\":{}", "\"typ\":7", "\"typ\":null", "\"kid\":[]",
                "\"kid\":{\"a\":1}", "\"x5t\":1", "\"x5t#S256\":false")) {
            all.add(header("with " + member, "{\"alg\":\"HS256\"," + member + "}"));
        }
        for (var header : List.of("[]", "[{\"alg\":\"HS256\"}]", "\"HS256\"", "null", "7", "alg=HS256", "{\"alg\":\"HS256\"",
                "{\"alg\":\"HS256\"}}", "{\"alg\":\"HS256\"} {}", "{\"alg\":\"HS256\",}", "{'alg':'HS256'}", "{alg:\"HS256\"}",
                "{\"alg\":\"HS256\"/**/}", "{\"alg\":\"HS256\",\"alg\":\"HS256\"}", "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"alg\":\"none\"}", "{\"alg\":\"HS256\",\"\\u0061lg\":\"none\"}",
                "{\"alg\":\"HS256\",\"kid\":\"a\",\"kid\":\"b\"}", "{\"alg\":\"HS256\",\"kid\":\"\\ud800\"}", "\ufeff{\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\"}\0")) {
            all.add(header("reading " + header.replace("\0", "\\0").replace("\ufeff", "BOM "), header));
        }
        all.add(header("nested too deeply", "{\"alg\":\"HS256\",\"x\":" + "[".repeat(500) + "]".repeat(500) + "}"));
        all.add(header("a number out of range", "{\"alg\":\"HS256\",\"x\":1e999999999}"));
        all.add(bytes("in UTF-16", "{\"alg\":\"HS256\"}".getBytes(UTF_16BE)));
        all.add(bytes("in broken UTF-8", "{\"alg\":\"HS256\",\"kid\":\"\u00ff\"}".getBytes(ISO_8859_1)));
        all.add(bytes("with an overlong quote", "{\"alg\":\"HS256\u00c0\u00a2}".getBytes(ISO_8859_1)));
        all.add(new HostileToken("header: alg none and no signature at all", _ ->
                Jwts.encode("{\"alg\":\"none\"}") + "." + Jwts.encode(PAYLOAD) + ".", AUTHENTICATION_FAILED));
        all.add(new HostileToken("header: alg none and some signature", _ ->
                Jwts.encode("{\"alg\":\"none\"}") + "." + Jwts.encode(PAYLOAD) + ".AAAA", AUTHENTICATION_FAILED));
        for (var bits : List.of("384", "512")) {
            all.add(new HostileToken("header: really signed with HS" + bits, target -> {
                var input = Jwts.encode("{\"alg\":\"HS" + bits + "\"}") + "." + Jwts.encode(PAYLOAD);
                return input + "." + Jwts.encode(Jwts.mac("HmacSHA" + bits, Jwts.utf8(target.identitySecret()), input));
            }, AUTHENTICATION_FAILED));
        }
        return all;
    }

    private static HostileToken header(String name, String header) {
        return bytes(name, Jwts.utf8(header));
    }

    private static HostileToken bytes(String name, byte[] header) {
        return new HostileToken("header: " + name,
                target -> Jwts.sign(header, Jwts.utf8(PAYLOAD), Jwts.utf8(target.identitySecret())), AUTHENTICATION_FAILED);
    }
}
