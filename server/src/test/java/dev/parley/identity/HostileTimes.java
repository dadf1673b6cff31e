package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.INVALID_IDENTITY_TOKEN;
import static dev.parley.platform.http.ErrorCode.SESSION_EXPIRED;

import dev.parley.identity.HostileToken.Target;
import dev.parley.platform.http.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Tokens, signed with the right secret, whose times are over, not yet come, or no times.
final class HostileTimes {
    private HostileTimes() {}

    static List<HostileToken> all() {
        var all = new ArrayList<HostileToken>();
        all.add(times("exp a second ago", target -> "\"exp\":" + target.in(-1), SESSION_EXPIRED));
        all.add(times("exp now", target -> "\"exp\":" + target.in(0), SESSION_EXPIRED));
        all.add(times("exp 30 s ago, within a clock's error", target -> "\"exp\":" + target.in(-30), SESSION_EXPIRED));
        all.add(times("exp a fraction ago", target -> "\"exp\":" + target.in(-1) + ".999", SESSION_EXPIRED));
        all.add(times("exp a year ago", target -> "\"exp\":" + target.in(-31_536_000), SESSION_EXPIRED));
        for (var past : List.of("0", "-1", "1", "-0", "0.0", "1e3", "-1e300", "-9223372036854775808", "-9223372036854775809")) {
            all.add(times("exp " + past, _ -> "\"exp\":" + past, SESSION_EXPIRED));
        }
        all.add(times("exp over while nbf is no time", target -> "\"exp\":" + target.in(-5) + ",\"nbf\":\"x\"", SESSION_EXPIRED));
        all.add(times("exp over while iat is ahead", target -> "\"exp\":" + target.in(-5) + ",\"iat\":" + target.in(900),
                SESSION_EXPIRED));
        for (var far : List.of("1e300", "1e15", "9223372036854775807", "9223372036854775808", "18446744073709552516",
                "99999999999", "4102444800000", "1" + "0".repeat(300))) {
            all.add(times("exp " + (far.length() > 50 ? "of 301 digits" : far), _ -> "\"exp\":" + far, INVALID_IDENTITY_TOKEN));
        }
        all.add(times("exp in milliseconds", target -> "\"exp\":" + target.in(3600) + "000", INVALID_IDENTITY_TOKEN));
        all.add(times("exp in 367 days", target -> "\"exp\":" + target.in(367 * 86_400L), INVALID_IDENTITY_TOKEN));
        for (var name : List.of("exp", "nbf", "iat")) {
            for (var value : List.of("null", "true", "\"\"", "[]", "{}", "\"soon\"", "1e400", "-1e999999999")) {
                all.add(times(name + " " + value, _ -> "\"" + name + "\":" + value, INVALID_IDENTITY_TOKEN));
            }
            all.add(times(name + " as text", target -> "\"" + name + "\":\"" + target.in(600) + "\"", INVALID_IDENTITY_TOKEN));
            all.add(times(name + " in a list", target -> "\"" + name + "\":[" + target.in(600) + "]", INVALID_IDENTITY_TOKEN));
        }
        for (var name : List.of("nbf", "iat")) {
            all.add(times(name + " in 90 s", target -> "\"" + name + "\":" + target.in(90), INVALID_IDENTITY_TOKEN));
            all.add(times(name + " in a day", target -> "\"" + name + "\":" + target.in(86_400), INVALID_IDENTITY_TOKEN));
            all.add(times(name + " in milliseconds", target -> "\"" + name + "\":" + target.in(0) + "000",
                    INVALID_IDENTITY_TOKEN));
            all.add(times(name + " 1e300", _ -> "\"" + name + "\":1e300", INVALID_IDENTITY_TOKEN));
        }
        all.add(times("iat 25 h ago and no exp", target -> "\"iat\":" + target.in(-90_000), SESSION_EXPIRED));
        all.add(times("iat 25 h ago and a good exp",
                target -> "\"iat\":" + target.in(-90_000) + ",\"exp\":" + target.in(600), SESSION_EXPIRED));
        all.add(times("iat exactly the agent's maximum ago", target -> "\"iat\":" + target.in(-86_400), SESSION_EXPIRED));
        all.add(times("iat 0", _ -> "\"iat\":0", SESSION_EXPIRED));
        all.add(times("iat -1e300", _ -> "\"iat\":-1e300", SESSION_EXPIRED));
        return all;
    }

    private static HostileToken times(String name, Function<Target, String> claims, ErrorCode expected) {
        return new HostileToken("time: " + name,
                target -> Jwts.sign("{\"user_email\":\"jane@example.com\"," + claims.apply(target) + "}", target.identitySecret()),
                expected);
    }
}
