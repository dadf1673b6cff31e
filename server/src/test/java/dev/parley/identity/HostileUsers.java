package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.INVALID_IDENTITY_TOKEN;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tokens, signed with an agent's identity secret, that name no usable user or carry a claim of the wrong type.
final class HostileUsers {
    private HostileUsers() {}

    static List<HostileToken> all() {
        var all = new ArrayList<HostileToken>();
        for (var claims : List.of("", "\"sub\":\"jane\"", "\"email\":\"jane@example.com\"", "\"userEmail\":\"jane@example.com\"",
                "\"User_Email\":\"jane\"", "\"user_email \":\"jane\"", "\"tenantId\":\"ten_1\",\"userId\":\"jane\"",
                "\"variables\":{\"user_email\":\"jane\"}")) {
            all.add(claims("no user_email but " + (claims.isEmpty() ? "nothing" : claims), claims));
        }
        for (var value : List.of("null", "7", "true", "[\"jane\"]", "{\"id\":\"jane\"}", "\"\"", "[]")) {
            all.add(claims("user_email " + value, "\"user_email\":" + value));
        }
        for (var space : List.of(" ", "\\t", "\\n", "\\r", "\\u000b", "\\u0085", "\\u00a0", "\\u1680", "\\u2000", "\\u2007", "\\u2009",
                "\\u2028", "\\u2029", "\\u202f", "\\u205f", "\\u3000")) {
            all.add(user("only " + space, space));
            all.add(user("beginning with " + space, space + "jane"));
            all.add(user("ending with " + space, "jane" + space));
        }
        for (var unseen : List.of("\\u0000", "\\u0001", "\\u0008", "\\u000a", "\\u001b", "\\u007f", "\\u0080", "\\u009f", "\\u00ad", "\\u061c",
                "\\u200b", "\\u200c", "\\u200d", "\\u200e", "\\u200f", "\\u202a", "\\u202e", "\\u2060", "\\u2066", "\\u2069", "\\ufeff",
                "\\ufff9", "\\udb40\\udc01", "\\udb40\\udc61")) {
            all.add(user("with " + unseen + " inside", "ja" + unseen + "ne"));
        }
        all.add(user("of 321 characters", "x".repeat(321)));
        all.add(user("of 321 characters beyond the BMP", "\\ud83d\\ude00".repeat(321)));
        all.add(user("of 5000 characters", "x".repeat(5000)));
        for (var value : List.of("null", "[]", "\"a\"", "7", "true", "[[\"a\",1]]", "{\"a\":null}", "{\"a\":[]}", "{\"a\":{}}",
                "{\"a\":{\"b\":1}}", "{\"a\":[1]}", "{\"ok\":1,\"a\":null}")) {
            all.add(claims("variables " + value, "\"user_email\":\"jane\",\"variables\":" + value));
        }
        all.add(claims("65 variables", "\"user_email\":\"jane\",\"variables\":{" + IntStream.range(0, 65)
                .mapToObj(i -> "\"v" + i + "\":" + i).collect(Collectors.joining(",")) + "}"));
        return all;
    }

    private static HostileToken user(String name, String id) {
        return claims("user_email " + name, "\"user_email\":\"" + id + "\"");
    }

    private static HostileToken claims(String name, String claims) {
        return new HostileToken("user: " + name,
                target -> Jwts.sign("{" + claims + "}", target.identitySecret()), INVALID_IDENTITY_TOKEN);
    }
}
