package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.AUTHENTICATION_FAILED;
import static dev.parley.platform.http.ErrorCode.IDENTITY_NOT_CONFIGURED;
import static dev.parley.platform.http.ErrorCode.INVALID_IDENTITY_TOKEN;
import static dev.parley.platform.http.ErrorCode.SESSION_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.TokenPolicy;
import dev.parley.audit.Actor;
import dev.parley.platform.http.ErrorCode;
import dev.parley.tenants.KeyHolder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private final IdentityFixture fixture = new IdentityFixture();
    private final Agent agent = fixture.agent;
    private final String secret = fixture.newIdentitySecret();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anAgentsTokenProvesItsUser() {
        var user = fixture.accepted(agent, sign("""
                {"user_email":"Jane@Example.com","exp":%d,"iat":%d,"aud":"whoever","iss":7,"nested":{"a":[1]},
                 "variables":{"name":"Jane","seats":25,"ratio":0.5,"pro":true}}""".formatted(in(600), in(0))));

        assertThat(user.principal()).isEqualTo(
                new Principal(Principal.Kind.USER, Principal.Issuer.AGENT, "Jane@Example.com", "Jane@Example.com"));
        assertThat(user.expiresAt()).isEqualTo(Instant.ofEpochSecond(in(600)));
        assertThat(user.variables()).containsOnlyKeys("name", "seats", "ratio", "pro")
                .containsEntry("name", "Jane").containsEntry("seats", 25L)
                .containsEntry("ratio", new BigDecimal("0.5")).containsEntry("pro", true);
        assertThat(user.context()).isEqualTo(
                new VerifiedUser.Context(List.of(), null, Instant.ofEpochSecond(in(0)), null));
    }

    @Test
    void aTenantsTokenProvesItsUserWithContext() {
        var tenantSecret = fixture.newTenantSecret();
        var user = fixture.accepted(fixture.asDefault(), Jwts.sign("""
                {"tenantId":"%s","userId":"usr_1","userEmail":"u@example.com","userRoles":["user","admin"],"plan":"pro",
                 "variables":{"a":"b"},"iat":%d,"exp":%d}""".formatted(fixture.tenant, in(0), in(3600)), tenantSecret));

        assertThat(user.principal()).isEqualTo(
                new Principal(Principal.Kind.USER, Principal.Issuer.TENANT, "usr_1", "u@example.com"));
        assertThat(user.context()).isEqualTo(new VerifiedUser.Context(
                List.of("user", "admin"), "pro", Instant.ofEpochSecond(in(0)), null));
        assertThat(user.variables()).containsEntry("a", "b");
    }

    @Test
    void theSameIdUnderAnotherKindOfKeyIsAnotherPrincipal() {
        var tenantSecret = fixture.newTenantSecret();
        var byAgent = fixture.accepted(fixture.asDefault(), sign("{\"user_email\":\"jane\"}")).principal();
        var byTenant = fixture.accepted(fixture.asDefault(), Jwts.sign("{\"tenantId\":\"" + fixture.tenant
                + "\",\"userId\":\"jane\",\"exp\":" + in(60) + "}", tenantSecret)).principal();

        assertThat(byAgent.sameAs(byTenant)).isFalse();
        assertThat(byAgent.owner()).isNotEqualTo(byTenant.owner());
    }

    @Test
    void lookAlikeIdsNeverMerge() {
        var ids = List.of("jane", "Jane", "JANE", "j\u0061\u0301ne", "j\u00e1ne", "\u0458ane", "jane.", "jane@x.com",
                "jane@X.com", "jane+1@x.com", "\uff4aane", "stra\u00dfe", "strasse", "\u0130", "i\u0307", "\u212aane", "kane",
                "\ufb01", "fi", "agent:jane", "::jane", "user::jane", "ja  ne", "ja ne", "ja\u00a0ne");
        Set<String> owners = ids.stream()
                .map(id -> fixture.accepted(agent, sign("{\"user_email\":\"" + id + "\"}")).principal())
                .peek(principal -> assertThat(ids).contains(principal.id()))
                .map(Principal::owner).collect(Collectors.toSet());

        assertThat(owners).hasSameSizeAs(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"alg\":\"HS256\"}", " { \"typ\" : \"JWT\" ,\n \"alg\" : \"HS256\" } ", "{\"alg\":\"HS\\u0032\\u00356\"}",
        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", "{\"alg\":\"HS256\",\"kid\":\"whatever\"}",
        "{\"alg\":\"HS256\",\"kid\":\"sec_of_someone_else\",\"x5t\":\"abc\",\"unknown\":{\"a\":[null]}}"})
    void aHeaderThatSaysHs256Passes(String header) {
        fixture.accepted(agent, Jwts.sign(header, "{\"user_email\":\"jane\"}", secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"user_email\":\"x\"}", "{\"user_email\":\"用户\"}", "{\"user_email\":\"\\ud83d\\ude00\"}", "{\"user_email\":\"a b\"}",
        "{\"user_email\":\"' OR 1=1 --\"}", "{\"user_email\":\"<script>\"}", "{\"user_email\":\"../../etc/passwd\"}",
        "{\"user_email\":\"jane\",\"__proto__\":{\"a\":1},\"constructor\":1}", "{\"user_email\":\"jane\",\"variables\":{}}",
        "{\"user_email\":\"jane\",\"variables\":{\"\":\"\",\"__proto__\":\"x\"}}", "{\"user_email\":\"jane\",\"sub\":null,\"x\":-1.5e-7}",
        " {\n\"user_email\" : \"jane\" }\r\n", "{\"user\\u005femail\":\"\\u006aane\"}", "{\"user_email\":\"jane\",\"tenantId\":7}",
        "{\"user_email\":\"jane\",\"plan\":7,\"userRoles\":\"x\",\"userEmail\":[],\"email\":{}}"})
    void anAgentsTokenMaySayMuch(String payload) {
        fixture.accepted(agent, sign(payload));
    }

    @Test
    void sizesUpToTheLimitPass() {
        fixture.accepted(agent, sign("{\"user_email\":\"" + "x".repeat(320) + "\"}"));
        fixture.accepted(agent, sign("{\"user_email\":\"" + "😀".repeat(320) + "\"}"));
        fixture.accepted(agent, sign("{\"user_email\":\"j\",\"variables\":{" + IntStream.range(0, 64)
                .mapToObj(i -> "\"v" + i + "\":" + i).collect(Collectors.joining(",")) + "}}"));
        fixture.accepted(agent, sign("{\"user_email\":\"j\",\"x\":" + "[".repeat(31) + "]".repeat(31) + "}"));
        var frame = sign("{\"user_email\":\"j\",\"x\":\"\"}").length();
        var longest = sign("{\"user_email\":\"j\",\"x\":\"" + "x".repeat((8192 - frame) / 4 * 3) + "\"}");
        assertThat(longest.length()).isBetween(8186, 8192);
        fixture.accepted(agent, longest);
    }

    @Test
    void timesHoldToTheSecondAndItsFractions() {
        fixture.accepted(agent, timed("\"exp\":" + in(1)));
        fixture.accepted(agent, timed("\"exp\":" + in(0) + ".001"));
        refused(SESSION_EXPIRED, timed("\"exp\":" + in(0) + ".0"));
        fixture.accepted(agent, timed("\"exp\":" + in(366 * 86_400L)));
        refused(INVALID_IDENTITY_TOKEN, timed("\"exp\":" + in(366 * 86_400L) + ".1"));
        for (var name : List.of("iat", "nbf")) {
            fixture.accepted(agent, timed("\"" + name + "\":" + in(60)));
            refused(INVALID_IDENTITY_TOKEN, timed("\"" + name + "\":" + in(60) + ".1"));
        }
        fixture.accepted(agent, timed("\"iat\":" + in(-86_399)));
        refused(SESSION_EXPIRED, timed("\"iat\":" + in(-86_400)));
        fixture.accepted(agent, timed("\"nbf\":-1e300"));
        fixture.accepted(agent, timed("\"exp\":1.7952624010e9")); // a second ahead of the clock, in another notation
    }

    @Test
    void aSessionEndsWithTheTokenOrTheAgentsMaximum() {
        assertThat(fixture.accepted(agent, timed("\"exp\":" + in(90) + ".25")).expiresAt())
                .isEqualTo(Instant.ofEpochSecond(in(90)).plusMillis(250));
        assertThat(fixture.accepted(agent, timed("\"iat\":" + in(-3600))).expiresAt())
                .isEqualTo(Instant.ofEpochSecond(in(-3600 + 86_400)));
        assertThat(fixture.accepted(agent, timed("\"iat\":" + in(-3600) + ",\"exp\":" + in(86_400 * 30L))).expiresAt())
                .isEqualTo(Instant.ofEpochSecond(in(-3600 + 86_400)));
        assertThat(fixture.accepted(agent, timed("\"iat\":" + in(-3600) + ",\"exp\":" + in(60))).expiresAt())
                .isEqualTo(Instant.ofEpochSecond(in(60)));
        assertThat(fixture.accepted(agent, timed("\"exp\":" + in(86_400 * 30L))).expiresAt())
                .isEqualTo(Instant.ofEpochSecond(in(86_400 * 30L)));
        assertThat(fixture.accepted(agent, sign("{\"user_email\":\"jane\"}")).expiresAt())
                .isEqualTo(Instant.ofEpochSecond(in(86_400)));
    }

    @Test
    void anAgentMaySetItsOwnMaximumAndRequireAnExpiry() {
        var strict = fixture.newAgent(fixture.tenant, new TokenPolicy(
                EnumSet.of(TokenPolicy.Issuer.AGENT), true, Duration.ofMinutes(10)));
        var its = fixture.tenancy.secrets().generate(
                KeyHolder.agent(fixture.tenant, strict.id().value()), Actor.MACHINE).orElseThrow().text();

        assertThat(fixture.refused(strict, Jwts.sign("{\"user_email\":\"jane\"}", its)).code()).isEqualTo(INVALID_IDENTITY_TOKEN);
        assertThat(fixture.refused(strict, Jwts.sign("{\"user_email\":\"j\",\"iat\":" + in(-600) + ",\"exp\":" + in(60) + "}", its))
                .code()).isEqualTo(SESSION_EXPIRED);
        assertThat(fixture.accepted(strict, Jwts.sign("{\"user_email\":\"j\",\"iat\":" + in(-300) + ",\"exp\":" + in(900) + "}", its))
                .expiresAt()).isEqualTo(Instant.ofEpochSecond(in(300)));
    }

    @Test
    void tokensWithoutAnExpiryAreCounted() {
        fixture.accepted(agent, sign("{\"user_email\":\"jane\"}"));
        fixture.accepted(agent, timed("\"iat\":" + in(0)));
        fixture.accepted(agent, timed("\"exp\":" + in(60)));
        fixture.refused(agent, sign("{\"user_email\":\"\"}"));
        assertThat(fixture.identity.tokensWithoutExpiry().of(agent.id())).isEqualTo(2);
    }

    @Test
    void aTenantsTokenLivesAnHourAndAMinuteAtMost() {
        var tenantSecret = fixture.newTenantSecret();
        var claims = "{\"tenantId\":\"" + fixture.tenant + "\",\"userId\":\"u\",";
        fixture.accepted(fixture.asDefault(), Jwts.sign(claims + "\"exp\":" + in(3660) + "}", tenantSecret));
        fixture.accepted(fixture.asDefault(),
                Jwts.sign(claims + "\"iat\":" + in(60) + ",\"exp\":" + in(3720) + "}", tenantSecret));
        for (var times : List.of("\"exp\":" + in(3661), "\"iat\":" + in(0) + ",\"exp\":" + in(3660) + ".5",
                "\"iat\":" + in(-3600) + ",\"exp\":" + in(61))) {
            assertThat(fixture.refused(fixture.asDefault(), Jwts.sign(claims + times + "}", tenantSecret)).code())
                    .isEqualTo(INVALID_IDENTITY_TOKEN);
        }
    }

    @Test
    void aPrivateAgentDoesNotAcceptTheTenantsTokensUnlessItSaysSo() {
        var tenantSecret = fixture.newTenantSecret();
        var token = Jwts.sign("{\"tenantId\":\"" + fixture.tenant + "\",\"userId\":\"u\",\"exp\":" + in(60) + "}", tenantSecret);
        var open = fixture.newAgent(fixture.tenant, new TokenPolicy(
                EnumSet.of(TokenPolicy.Issuer.TENANT), false, Duration.ofHours(24)));
        var closed = fixture.newAgent(fixture.tenant, new TokenPolicy(Set.of(), false, Duration.ofHours(24)));

        assertThat(fixture.refused(agent, token).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(fixture.refused(closed, token).code()).isEqualTo(AUTHENTICATION_FAILED);
        fixture.accepted(open, token);
        fixture.accepted(fixture.asDefault(), token);
    }

    @Test
    void oneAgentsSecretOpensNoOtherAgent() {
        var other = fixture.newAgent(fixture.tenant, TokenPolicy.DEFAULT);
        fixture.tenancy.secrets().generate(KeyHolder.agent(fixture.tenant, other.id().value()), Actor.MACHINE);
        var foreignTenant = fixture.newTenant();
        var foreign = fixture.newAgent(foreignTenant, TokenPolicy.DEFAULT);
        fixture.tenancy.secrets().generate(KeyHolder.agent(foreignTenant, foreign.id().value()), Actor.MACHINE);
        var token = sign("{\"user_email\":\"jane\"}");

        assertThat(fixture.refused(other, token).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(fixture.refused(foreign, token).code()).isEqualTo(AUTHENTICATION_FAILED);
    }

    @Test
    void anAgentWithoutASecretSaysSoToItsIntegrator() {
        var bare = fixture.newAgent(fixture.tenant, TokenPolicy.DEFAULT);
        assertThat(fixture.refused(bare, sign("{\"user_email\":\"jane\"}")).code()).isEqualTo(IDENTITY_NOT_CONFIGURED);
        assertThat(fixture.refused(bare, sign("{\"user_email\":null}")).code()).isEqualTo(IDENTITY_NOT_CONFIGURED);
        assertThat(fixture.refused(bare, sign("{\"user_email\":\"jane\",\"tenantId\":\"t\"}")).code())
                .isEqualTo(AUTHENTICATION_FAILED);
        assertThat(fixture.refused(bare, sign("{\"sub\":\"jane\"}")).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(fixture.refused(bare, sign("not json")).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(fixture.refused(bare, Jwts.sign("{\"alg\":\"none\"}", "{\"user_email\":\"jane\"}", secret)).code())
                .isEqualTo(AUTHENTICATION_FAILED);
        assertThat(fixture.refused(agent, Jwts.sign("{\"user_email\":\"jane\"}", "wrong")).code())
                .isEqualTo(AUTHENTICATION_FAILED);
    }

    @Test
    void refusalsTellTheIntegratorWhatToFix() {
        assertThat(fixture.refused(agent, timed("\"exp\":" + in(-37))).detail()).contains("37 s ago");
        assertThat(fixture.refused(agent, timed("\"exp\":" + in(3600) + "000")).detail()).contains("milliseconds");
        assertThat(fixture.refused(agent, timed("\"iat\":" + in(0) + "000")).detail()).contains("milliseconds");
        assertThat(fixture.refused(agent, timed("\"exp\":" + in(367 * 86_400L))).detail()).doesNotContain("milliseconds");
        assertThat(fixture.refused(agent, timed("\"nbf\":" + in(95))).detail()).contains("95 s ahead");
        assertThat(fixture.refused(agent, sign("{\"userEmail\":\"jane\"}")).detail()).contains("\"userEmail\"", "\"user_email\"");
        assertThat(fixture.refused(agent, sign("{}")).detail()).contains("\"user_email\"");
        assertThat(fixture.refused(agent, Jwts.sign("{\"user_email\":\"j\"}", secret + "\n")).detail()).contains("line break");
    }

    private String sign(String payload) {
        return Jwts.sign(payload, secret);
    }

    private String timed(String claims) {
        return sign("{\"user_email\":\"jane\"," + claims + "}");
    }

    private long in(long seconds) {
        return fixture.in(seconds);
    }

    private void refused(ErrorCode code, String token) {
        assertThat(fixture.refused(agent, token).code()).isEqualTo(code);
    }
}
