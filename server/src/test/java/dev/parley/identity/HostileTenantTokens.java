package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.AUTHENTICATION_FAILED;
import static dev.parley.platform.http.ErrorCode.INVALID_IDENTITY_TOKEN;
import static dev.parley.platform.http.ErrorCode.SESSION_EXPIRED;

import dev.parley.identity.HostileToken.Target;
import dev.parley.platform.http.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Tokens signed with the tenant's secret that name another tenant, live too long or carry claims of the wrong type; and
/// tokens that mix the profiles.
final class HostileTenantTokens {
    private HostileTenantTokens() {}

    static List<HostileToken> all() {
        var all = new ArrayList<HostileToken>();
        all.addAll(tenants());
        all.addAll(users());
        all.addAll(times());
        all.addAll(profiles());
        return all;
    }

    private static List<HostileToken> tenants() {
        return List.of(
                tenant("no tenantId", target -> "\"userId\":\"u\"," + soon(target)),
                tenant("another tenant", target -> "\"tenantId\":\"ten_0000000000000000000000\",\"userId\":\"u\"," + soon(target)),
                tenant("tenantId in small letters", target -> "\"tenantId\":\""
                        + target.tenant().toLowerCase(Locale.ROOT) + "x\",\"userId\":\"u\"," + soon(target)),
                tenant("tenantId with a space", target -> "\"tenantId\":\"" + target.tenant() + " \",\"userId\":\"u\","
                        + soon(target)),
                tenant("tenantId empty", target -> "\"tenantId\":\"\",\"userId\":\"u\"," + soon(target)),
                tenant("tenantId null", target -> "\"tenantId\":null,\"userId\":\"u\"," + soon(target)),
                tenant("tenantId in a list", target -> "\"tenantId\":[\"" + target.tenant() + "\"],\"userId\":\"u\","
                        + soon(target)),
                tenant("tenantId a number", target -> "\"tenantId\":7,\"userId\":\"u\"," + soon(target)),
                tenant("tenantId the agent", target -> "\"tenantId\":\"" + target.agent() + "\",\"userId\":\"u\","
                        + soon(target)));
    }

    private static List<HostileToken> users() {
        var all = new ArrayList<HostileToken>();
        all.add(tenant("no userId", target -> mine(target) + "," + soon(target)));
        for (var value : List.of("null", "42", "\"\"", "\" u\"", "\"u\\u00a0\"", "\"u\\u200bv\"", "[\"u\"]", "true",
                "\"" + "u".repeat(321) + "\"")) {
            all.add(tenant("userId " + (value.length() > 50 ? "of 321 characters" : value),
                    target -> mine(target) + ",\"userId\":" + value + "," + soon(target)));
        }
        for (var claim : List.of("\"userEmail\":7", "\"userEmail\":null", "\"userEmail\":[\"a@b.c\"]", "\"userRoles\":\"admin\"",
                "\"userRoles\":null", "\"userRoles\":{\"admin\":true}", "\"userRoles\":[\"user\",7]", "\"userRoles\":[[\"admin\"]]",
                "\"userRoles\":[null]", "\"plan\":7", "\"plan\":null", "\"plan\":[\"pro\"]", "\"plan\":{}", "\"variables\":[]",
                "\"variables\":{\"a\":{}}", "\"iat\":\"now\"")) {
            all.add(tenant("with " + claim, target -> user(target) + "," + claim + "," + soon(target)));
        }
        return all;
    }

    private static List<HostileToken> times() {
        return List.of(
                tenant("no exp", HostileTenantTokens::user),
                tenant("exp in two hours", target -> user(target) + ",\"exp\":" + target.in(7200)),
                tenant("exp a minute and more beyond the hour", target -> user(target) + ",\"exp\":" + target.in(3700)),
                tenant("a day from iat to exp", target -> user(target) + ",\"iat\":" + target.in(-85_000) + ",\"exp\":"
                        + target.in(600)),
                tenant("iat ahead to stretch the hour", target -> user(target) + ",\"iat\":" + target.in(3000) + ",\"exp\":"
                        + target.in(6000)),
                tenant("exp in milliseconds", target -> user(target) + ",\"exp\":" + target.in(600) + "000"),
                tenant("exp a second ago", target -> user(target) + ",\"exp\":" + target.in(-1), SESSION_EXPIRED),
                tenant("expired, and of another tenant", target -> "\"tenantId\":\"ten_x\",\"userId\":\"u\",\"exp\":"
                        + target.in(-60), SESSION_EXPIRED));
    }

    private static List<HostileToken> profiles() {
        return List.of(
                tenant("an agent's claims under the tenant's secret",
                        target -> "\"user_email\":\"jane@example.com\"," + soon(target)),
                tenant("a minted token's claims under the tenant's secret", target -> "\"iss\":\"parley\",\"aud\":[\""
                        + target.agent() + "\"],\"azp\":\"key_1\",\"sub\":\"u\",\"iat\":" + target.in(0) + "," + soon(target)),
                new HostileToken("profile: a tenant's claims under the identity secret",
                        target -> Jwts.sign("{" + user(target) + "," + soon(target) + "}", target.identitySecret()),
                        INVALID_IDENTITY_TOKEN),
                new HostileToken("profile: a minted token's claims under the identity secret",
                        target -> Jwts.sign("{\"iss\":\"parley\",\"aud\":[\"" + target.agent() + "\"],\"azp\":\"key_1\",\"sub\":\"u\","
                                + soon(target) + "}", target.identitySecret()), INVALID_IDENTITY_TOKEN),
                new HostileToken("profile: a kid that asks for the mint key", target -> Jwts.sign(
                        "{\"alg\":\"HS256\",\"kid\":\"mint\"}", "{\"iss\":\"parley\",\"aud\":[\"" + target.agent()
                                + "\"],\"azp\":\"key_1\",\"sub\":\"u\"," + soon(target) + "}", target.tenantSecret()),
                        INVALID_IDENTITY_TOKEN),
                new HostileToken("profile: both secrets joined", target -> Jwts.sign(
                        "{\"user_email\":\"jane\"}", target.identitySecret() + target.tenantSecret()), AUTHENTICATION_FAILED));
    }

    private static String mine(Target target) {
        return "\"tenantId\":\"" + target.tenant() + "\"";
    }

    private static String user(Target target) {
        return mine(target) + ",\"userId\":\"usr_1\"";
    }

    private static String soon(Target target) {
        return "\"exp\":" + target.in(600);
    }

    private static HostileToken tenant(String name, Function<Target, String> claims) {
        return tenant(name, claims, INVALID_IDENTITY_TOKEN);
    }

    private static HostileToken tenant(String name, Function<Target, String> claims, ErrorCode expected) {
        return new HostileToken("tenant: " + name,
                target -> Jwts.sign("{" + claims.apply(target) + "}", target.tenantSecret()), expected);
    }
}
