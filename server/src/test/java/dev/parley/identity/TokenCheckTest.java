package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentDefinition.Variable;
import dev.parley.agents.Appearance;
import dev.parley.agents.TokenPolicy;
import dev.parley.audit.Actor;
import dev.parley.platform.http.ErrorCode;
import dev.parley.tenants.KeyHolder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens by signers that are really wrong, each in one of the ways people get it wrong.
class TokenCheckTest {
    private static final IdentityFixture FIXTURE = new IdentityFixture();
    private static final TokenCheck CHECK =
            new TokenCheck(FIXTURE.identity.verifier(), FIXTURE.tenancy.secrets(), FIXTURE.clock);
    private static final String SECRET = FIXTURE.newIdentitySecret();
    private static final String TENANT_SECRET = FIXTURE.newTenantSecret();
    private static final Agent OTHER = FIXTURE.newAgent(FIXTURE.tenant, TokenPolicy.DEFAULT);
    private static final String OTHER_SECRET = FIXTURE.tenancy.secrets()
            .generate(KeyHolder.agent(FIXTURE.tenant, OTHER.id().value()), Actor.MACHINE).orElseThrow().text();
    private static final String GOOD = "{\"user_email\":\"jane\",\"iat\":" + FIXTURE.in(0) + ",\"exp\":" + FIXTURE.in(600) + "}";

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    static Stream<Arguments> wrongSigners() {
        return Stream.of(wrongTexts(), wrongKeys(), wrongAlgorithms(), wrongTimes(), wrongClaims()).flatMap(each -> each);
    }

    private static Stream<Arguments> wrongTexts() {
        var good = Jwts.sign(GOOD, SECRET);
        var parts = good.split("\\.");
        return Stream.of(
                wrong("the word Bearer before it", "bearer_prefix", "Bearer " + good),
                wrong("a whole header line", "bearer_prefix", "Authorization: Bearer " + good),
                wrong("quotes around it", "quoted", "\"" + good + "\""),
                wrong("a line break behind it", "white_space", good + "\n"),
                wrong("a line break inside it", "white_space", good.substring(0, 40) + "\r\n  " + good.substring(40)),
                wrong("URL-encoded", "url_encoded", URLEncoder.encode(good + "=", StandardCharsets.UTF_8)),
                wrong("an address that holds it", "address", "https://x.test/agent/a?IDENTITY_TOKEN=" + good + "&HIDE_LOGIN=true"),
                wrong("padding", "padded", parts[0] + "=." + parts[1] + "==." + parts[2] + "="),
                wrong("standard base64", "standard_base64", standardBase64()),
                wrong("nothing", "empty", ""),
                wrong("no token at all", "not_a_token", "hello"),
                wrong("an encrypted token", "encrypted", good + ".a.b"),
                wrong("a signature cut off", "empty_part", parts[0] + "." + parts[1] + "."),
                wrong("an end cut off", "damaged_part", good.substring(0, good.length() - 2)),
                wrong("an API key", "other_credential", "pk_" + "x".repeat(43)),
                wrong("a member's session", "other_credential", "ses_" + "x".repeat(43)),
                wrong("the id of the secret", "other_credential", "sec_" + "x".repeat(22)),
                wrong("too much in it", "too_long", Jwts.sign("{\"user_email\":\"jane\",\"x\":\"" + "y".repeat(7000) + "\"}", SECRET)));
    }

    private static Stream<Arguments> wrongKeys() {
        return Stream.of(
                wrong("a line break behind the secret", "misread_secret", Jwts.sign(GOOD, SECRET + "\n")),
                wrong("a Windows line break behind the secret", "misread_secret", Jwts.sign(GOOD, SECRET + "\r\n")),
                wrong("a space before the secret", "misread_secret", Jwts.sign(GOOD, " " + SECRET)),
                wrong("quotes around the secret", "misread_secret", Jwts.sign(GOOD, "\"" + SECRET + "\"")),
                wrong("the secret base64-decoded", "misread_secret", signed(Base64.getUrlDecoder().decode(SECRET))),
                wrong("the secret base64-encoded", "misread_secret",
                        signed(Base64.getEncoder().encode(Jwts.utf8(SECRET)))),
                wrong("the secret in UTF-16", "misread_secret", signed(SECRET.getBytes(StandardCharsets.UTF_16LE))),
                wrong("the whole line of an .env file", "misread_secret", Jwts.sign(GOOD, "PARLEY_IDENTITY_SECRET=" + SECRET)),
                wrong("the secret's id", "misread_secret", Jwts.sign(GOOD, secretId())),
                wrong("another agent's secret", "wrong_agent", Jwts.sign(GOOD, OTHER_SECRET)),
                wrong("the tenant's secret", "unaccepted_key", Jwts.sign(GOOD, TENANT_SECRET)),
                wrong("a variable that is not set", "unset_secret", Jwts.sign(GOOD, "undefined")),
                wrong("an empty secret", "unset_secret", signed(new byte[0])),
                wrong("a secret nobody knows", "unknown_key", Jwts.sign(GOOD, "somebody else's secret, long gone")),
                wrong("another system's token", "other_system",
                        Jwts.sign("{\"iss\":\"https://login.example.com/\",\"sub\":\"1\"}", "their secret")));
    }

    private static Stream<Arguments> wrongAlgorithms() {
        return Stream.of(
                wrong("HS384", "wrong_algorithm", hmac("HS384", "HmacSHA384")),
                wrong("HS512", "wrong_algorithm", hmac("HS512", "HmacSHA512")),
                wrong("RS256", "wrong_algorithm", Jwts.sign("{\"alg\":\"RS256\"}", GOOD, SECRET)),
                wrong("none", "unsigned", Jwts.encode("{\"alg\":\"none\"}") + "." + Jwts.encode(GOOD) + "."),
                wrong("crit", "forbidden_header", Jwts.sign("{\"alg\":\"HS256\",\"crit\":[\"x\"]}", GOOD, SECRET)),
                wrong("a header that is no JSON", "broken_header", Jwts.sign("HS256", GOOD, SECRET)));
    }

    private static Stream<Arguments> wrongTimes() {
        long now = FIXTURE.in(0);
        return Stream.of(
                wrong("exp in milliseconds", "milliseconds", agent("\"exp\":" + (now + 900) * 1000)),
                wrong("iat in milliseconds", "milliseconds", agent("\"iat\":" + now * 1000)),
                wrong("an exp that has passed", "expired", agent("\"exp\":" + (now - 312))),
                wrong("an nbf ahead", "not_yet_valid", agent("\"nbf\":" + (now + 90))),
                wrong("an iat ahead", "issued_ahead", agent("\"iat\":" + (now + 90))),
                wrong("an exp years ahead", "too_far", agent("\"exp\":" + (now + 400L * 86_400))),
                wrong("an iat of last week", "too_old", agent("\"iat\":" + (now - 7 * 86_400) + ",\"exp\":" + (now + 60))),
                wrong("an exp in quotes", "wrong_type", agent("\"exp\":\"" + (now + 60) + "\"")),
                Arguments.of("no exp where one is required", "missing_expiry", requiring(agent("\"iat\":" + now))),
                Arguments.of("a tenant token without exp", "missing_expiry", byDefault(tenant("\"iat\":" + now))),
                Arguments.of("a tenant token for two hours", "lifetime_too_long",
                        byDefault(tenant("\"iat\":" + now + ",\"exp\":" + (now + 7200)))));
    }

    private static Stream<Arguments> wrongClaims() {
        long soon = FIXTURE.in(60);
        return Stream.of(
                wrong("userEmail", "wrong_claim_name", Jwts.sign("{\"userEmail\":\"jane\"}", SECRET)),
                wrong("email", "wrong_claim_name", Jwts.sign("{\"email\":\"jane\"}", SECRET)),
                wrong("sub", "wrong_claim_name", Jwts.sign("{\"sub\":\"jane\"}", SECRET)),
                wrong("user_id", "wrong_claim_name", Jwts.sign("{\"user_id\":\"jane\"}", SECRET)),
                wrong("no id", "missing_claim", Jwts.sign("{\"name\":\"jane\"}", SECRET)),
                wrong("a number as id", "wrong_type", Jwts.sign("{\"user_email\":42}", SECRET)),
                wrong("a space behind the id", "unusable_id", Jwts.sign("{\"user_email\":\"jane \"}", SECRET)),
                wrong("an invisible character in the id", "unusable_id", Jwts.sign("{\"user_email\":\"ja\\u200bne\"}", SECRET)),
                wrong("a list among the variables", "invalid_variables", agent("\"variables\":{\"tags\":[1]}")),
                wrong("a payload that is no object", "broken_payload", Jwts.sign("[1]", SECRET)),
                Arguments.of("tenant_id", "wrong_claim_name", byDefault(
                        Jwts.sign("{\"tenant_id\":\"x\",\"userId\":\"u\",\"exp\":" + soon + "}", TENANT_SECRET))),
                Arguments.of("userid", "wrong_claim_name", byDefault(Jwts.sign("{\"tenantId\":\"" + FIXTURE.tenant.value()
                        + "\",\"userid\":\"u\",\"exp\":" + soon + "}", TENANT_SECRET))),
                Arguments.of("another tenant's id", "wrong_tenant", byDefault(
                        Jwts.sign("{\"tenantId\":\"ten_other\",\"userId\":\"u\",\"exp\":" + soon + "}", TENANT_SECRET))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongSigners")
    void theCauseIsNamedWithItsRemedy(String name, String cause, Case tried) {
        var explanation = CHECK.explain(tried.agent(), _ -> true, tried.token());

        assertThat(explanation.verdict()).isInstanceOf(Verification.Refusal.class);
        assertThat(explanation.problems()).extracting(TokenProblem::cause).contains(cause);
        assertThat(explanation.problems().getFirst().fatal()).isTrue();
        for (var problem : explanation.problems()) {
            assertThat(problem.detail()).endsWith(".").hasSizeBetween(15, 200);
            assertThat(problem.remedy()).endsWith(".").hasSizeBetween(10, 250);
            assertThat(problem.detail() + problem.remedy()).doesNotContain(SECRET, TENANT_SECRET, OTHER_SECRET);
        }
    }

    @Test
    void everyProblemIsNamedNotOnlyTheFirst() {
        var token = Jwts.sign("{\"alg\":\"HS256\",\"zip\":\"DEF\"}",
                "{\"email\":\"jane\",\"exp\":" + FIXTURE.in(-5) + ",\"nbf\":" + FIXTURE.in(90) + ",\"variables\":{\"a\":null}}",
                SECRET + "\n");

        var explanation = CHECK.explain(FIXTURE.agent, _ -> true, "Bearer " + token);

        assertThat(explanation.problems()).extracting(TokenProblem::cause).containsSubsequence("bearer_prefix",
                "forbidden_header", "misread_secret", "expired", "not_yet_valid", "wrong_claim_name", "invalid_variables");
        assertThat(explanation.problems()).filteredOn(each -> each.cause().equals("expired"))
                .extracting(TokenProblem::seconds, TokenProblem::detail).containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5L, "The token expired 5 s ago."));
    }

    @Test
    void theKeyIsNamedWithItsState() {
        var other = CHECK.explain(FIXTURE.agent, _ -> true, Jwts.sign(GOOD, OTHER_SECRET)).key().orElseThrow();
        assertThat(other.holder().id()).isEqualTo(OTHER.id().value());

        var agent = FIXTURE.newAgent(FIXTURE.tenant, TokenPolicy.DEFAULT);
        var holder = KeyHolder.agent(FIXTURE.tenant, agent.id().value());
        var old = FIXTURE.tenancy.secrets().generate(holder, Actor.MACHINE).orElseThrow();
        FIXTURE.tenancy.secrets().rotate(holder, Duration.ofHours(1), Actor.MACHINE);
        var previous = CHECK.explain(agent, _ -> true, Jwts.sign(GOOD, old.text()));
        assertThat(previous.verdict()).isInstanceOf(Verification.Verified.class);
        assertThat(previous.key().orElseThrow()).satisfies(key -> {
            assertThat(key.secretId()).isEqualTo(old.id());
            assertThat(key.retiresAt()).isEqualTo(FIXTURE.clock.instant().plus(Duration.ofHours(1)));
        });
    }

    @Test
    void aSecretTheCallerMayNotKnowOfIsNotTried() {
        var token = Jwts.sign(GOOD, OTHER_SECRET);
        var explanation = CHECK.explain(FIXTURE.agent, holder -> !holder.id().equals(OTHER.id().value()), token);

        assertThat(explanation.key()).isEmpty();
        assertThat(explanation.problems()).extracting(TokenProblem::cause).containsExactly("unknown_key");
    }

    @Test
    void anotherTenantsSecretIsNeverTried() {
        var foreign = FIXTURE.newTenant();
        var secret = FIXTURE.tenancy.secrets().generate(KeyHolder.tenant(foreign), Actor.MACHINE).orElseThrow().text();

        assertThat(CHECK.explain(FIXTURE.agent, _ -> true, Jwts.sign(GOOD, secret)).key()).isEmpty();
    }

    @Test
    void itCountsAsNoUse() {
        var agent = FIXTURE.newAgent(FIXTURE.tenant, TokenPolicy.DEFAULT);
        var holder = KeyHolder.agent(FIXTURE.tenant, agent.id().value());
        var secret = FIXTURE.tenancy.secrets().generate(holder, Actor.MACHINE).orElseThrow().text();

        var explanation = CHECK.explain(agent, _ -> true, Jwts.sign("{\"user_email\":\"jane\"}", secret));

        assertThat(explanation.verdict()).isInstanceOf(Verification.Verified.class);
        assertThat(explanation.problems()).extracting(TokenProblem::cause).containsExactly("no_expiry");
        assertThat(FIXTURE.tenancy.secrets().status(holder).current()).satisfies(current ->
                assertThat(java.util.Objects.requireNonNull(current).lastUsedAt()).isNull());
        assertThat(FIXTURE.identity.tokensWithoutExpiry().of(agent.id())).isZero();
    }

    @Test
    void itTellsWhichVariablesTakeEffect() {
        var agent = with(FIXTURE.agent, FIXTURE.agent.definition().tokenPolicy(), List.of(
                new Variable("name", "friend", "", true), new Variable("plan", "free", "", true), new Variable("tier", "1", "", false)));
        var token = agent("\"iat\":" + FIXTURE.in(0) + ",\"exp\":" + FIXTURE.in(60) + ",\"variables\":{\"name\":\"Jane\",\"Plan\":\"pro\",\"tier\":9}");

        var explanation = CHECK.explain(agent, _ -> true, token);

        assertThat(explanation.variables()).containsExactly(
                new VariableEffect("name", VariableEffect.Source.TOKEN, "Jane"),
                new VariableEffect("plan", VariableEffect.Source.DEFAULT, "free"),
                new VariableEffect("tier", VariableEffect.Source.FIXED, "1"),
                new VariableEffect("Plan", VariableEffect.Source.UNKNOWN, ""));
        assertThat(explanation.problems()).singleElement().satisfies(advice ->
                assertThat(advice.remedy()).isEqualTo("Write \"plan\", spelled exactly so."));
    }

    @ParameterizedTest
    @MethodSource("dev.parley.identity.HostileTokens#all")
    void theVerdictIsTheVerifiersForEveryHostileToken(HostileToken hostile) {
        var token = hostile.token().apply(new HostileToken.Target(FIXTURE.agent.id().value(), FIXTURE.tenant.value(), SECRET,
                TENANT_SECRET, FIXTURE.clock.instant()));
        var agent = FIXTURE.asDefault();

        var explanation = CHECK.explain(agent, _ -> true, token);

        assertThat(explanation.verdict()).isEqualTo(FIXTURE.verify(agent, token));
        assertThat(explanation.problems()).anyMatch(TokenProblem::fatal).allSatisfy(problem ->
                assertThat(problem.detail() + problem.remedy()).doesNotContain(SECRET, TENANT_SECRET));
    }

    @Test
    void anUnconfiguredAgentSaysSo() {
        var agent = FIXTURE.newAgent(FIXTURE.tenant, TokenPolicy.DEFAULT);
        var explanation = CHECK.explain(agent, _ -> true, Jwts.sign(GOOD, "whatever it is"));

        assertThat(explanation.verdict()).isInstanceOfSatisfying(Verification.Refusal.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IDENTITY_NOT_CONFIGURED));
        assertThat(explanation.problems()).extracting(TokenProblem::cause).containsExactly("identity_not_configured");
    }

    /// @param agent which agent it is shown to
    record Case(Agent agent, String token) {}

    private static Arguments wrong(String name, String cause, String token) {
        return Arguments.of(name, cause, new Case(FIXTURE.agent, token));
    }

    private static Case byDefault(String token) {
        return new Case(FIXTURE.asDefault(), token);
    }

    private static Case requiring(String token) {
        return new Case(with(FIXTURE.agent, new TokenPolicy(EnumSet.of(TokenPolicy.Issuer.AGENT), true, Duration.ofHours(24)),
                List.of()), token);
    }

    private static Agent with(Agent agent, TokenPolicy policy, List<Variable> variables) {
        var old = agent.definition();
        var content = new AgentContent(
                old.instructions(), old.greeting(), old.starters(), variables, old.model(), Appearance.PLAIN);
        return new Agent(agent.id(), agent.tenant(), agent.slug(), new AgentDefinition(
                old.name(), content, old.allowedOrigins(), policy), agent.access(), agent.status(), agent.isDefault(), agent.createdAt(), agent.updatedAt());
    }

    private static String agent(String moreClaims) {
        return Jwts.sign("{\"user_email\":\"jane\"," + moreClaims + "}", SECRET);
    }

    private static String tenant(String moreClaims) {
        return Jwts.sign("{\"tenantId\":\"" + FIXTURE.tenant.value() + "\",\"userId\":\"u\"," + moreClaims + "}", TENANT_SECRET);
    }

    private static String signed(byte[] key) {
        return Jwts.sign(Jwts.utf8(Jwts.HEADER), Jwts.utf8(GOOD), key);
    }

    private static String hmac(String name, String algorithm) {
        var input = Jwts.encode("{\"alg\":\"" + name + "\"}") + "." + Jwts.encode(GOOD);
        return input + "." + Jwts.encode(Jwts.mac(algorithm, Jwts.utf8(SECRET), input));
    }

    /// A payload whose encoding differs in the two alphabets.
    private static String standardBase64() {
        var token = Jwts.sign("{\"user_email\":\"jane???>>>~~~ÿÿÿ\"}", SECRET);
        assertThat(token).containsAnyOf("-", "_");
        return token.replace('-', '+').replace('_', '/');
    }

    private static String secretId() {
        return java.util.Objects.requireNonNull(FIXTURE.tenancy.secrets().status(FIXTURE.agentKeys()).current()).id();
    }
}
