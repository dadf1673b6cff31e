package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.INVALID_IDENTITY_TOKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.ArrayList;
import java.util.List;

/// Payloads, signed with the right secret, that are not one strict JSON object.
final class HostilePayloads {
    private HostilePayloads() {}

    static List<HostileToken> all() {
        var all = new ArrayList<HostileToken>();
        for (var payload : List.of("[]", "[{\"user_email\":\"jane\"}]", "\"jane\"", "null", "7", "true", " ", "jane",
                "user_email=jane", "{\"user_email\":\"jane\"", "{\"user_email\":\"jane\"}}", "{\"user_email\":\"jane\"} x",
                "{\"user_email\":\"jane\"}{\"user_email\":\"admin\"}", "{\"user_email\":\"jane\",}", "{'user_email':'jane'}",
                "{user_email:\"jane\"}", "{\"user_email\":\"jane\" /* admin */}", "{\"user_email\":\"jane\"}\0",
                "\ufeff{\"user_email\":\"jane\"}", "{\"user_email\":\"jane\",\"user_email\":\"admin\"}",
                "{\"user_email\":\"jane\",\"user_email\":\"jane\"}", "{\"user_email\":\"jane\",\"user\\u005femail\":\"admin\"}",
                "{\"user_email\":\"jane\",\"variables\":{\"a\":1,\"a\":2}}", "{\"user_email\":\"jane\",\"x\":[{\"a\":1,\"a\":2}]}",
                "{\"user_email\":\"jane\",\"exp\":1,\"exp\":99999999999}", "{\"user_email\":\"ja\ne\"}", "{\"user_email\":\"\\x6aane\"}",
                "{\"user_email\":\"jane\\ud800\"}", "{\"user_email\":\"\\udc00jane\"}", "{\"user_email\":\"jane\",\"\\ud83d\":1}",
                "{\"user_email\":\"jane\",\"x\":NaN}", "{\"user_email\":\"jane\",\"x\":Infinity}", "{\"user_email\":\"jane\",\"x\":01}",
                "{\"user_email\":\"jane\",\"x\":+1}", "{\"user_email\":\"jane\",\"x\":.5}", "{\"user_email\":\"jane\",\"x\":1.}",
                "{\"user_email\":\"jane\",\"x\":0x10}", "{\"user_email\":\"jane\",\"x\":1e}", "{\"user_email\":\"jane\",\"x\":undefined}",
                "{\"user_email\":\"jane\",\"x\":1e999999999}", "{\"user_email\":\"jane\",\"x\":-1e99999999999999999999}",
                "{\"user_email\":\"jane\",\"x\":1e-999999999}", "<xml/>")) {
            all.add(payload("reading " + payload.replace("\0", "\\0").replace("\n", "\\n").replace("\ufeff", "BOM "),
                    Jwts.utf8(payload)));
        }
        all.add(payload("nested 33 deep", Jwts.utf8(
                "{\"user_email\":\"jane\",\"x\":" + "[".repeat(33) + "]".repeat(33) + "}")));
        all.add(payload("nested 2500 deep", Jwts.utf8("{\"user_email\":\"jane\",\"x\":" + "[".repeat(2500))));
        all.add(payload("objects nested 500 deep", Jwts.utf8("{\"a\":".repeat(500))));
        all.add(payload("a number of 1000 digits", Jwts.utf8("{\"user_email\":\"jane\",\"x\":" + "9".repeat(1000) + "}")));
        all.add(payload("in UTF-16", "{\"user_email\":\"jane\"}".getBytes(UTF_16LE)));
        for (var broken : List.of("c0af", "c1bf", "e080af", "f08080af", "eda080", "edbfbf", "f4908080", "ff", "80", "c3", "e282",
                "f09f98", "f8888080", "c328")) {
            all.add(payload("with the bytes " + broken, ("{\"user_email\":\"jane"
                    + new String(java.util.HexFormat.of().parseHex(broken), ISO_8859_1) + "\"}").getBytes(ISO_8859_1)));
        }
        return all;
    }

    private static HostileToken payload(String name, byte[] payload) {
        return new HostileToken("payload: " + name,
                target -> Jwts.sign(Jwts.utf8(Jwts.HEADER), payload, Jwts.utf8(target.identitySecret())),
                INVALID_IDENTITY_TOKEN);
    }
}
