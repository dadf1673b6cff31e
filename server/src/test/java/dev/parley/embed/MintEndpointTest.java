package dev.parley.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.StrictJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MintEndpointTest {
    private static final String PATH = "/auth/embed/token";

    private final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_MINTS_PER_KEY", "1000/1m"));
    private String agent = "";
    private Api backend = hub.anonymous();

    @BeforeAll
    void prepare() {
        agent = hub.owner().post("/api/v1/agents", Json.object().put("name", "Helper").put("slug", "helper")).expect(201)
                .path("id").asText();
        backend = hub.as(key(List.of("embed:mint"), null));
    }

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void theSeedsRequestGetsATokenThatOpensTheAgent() throws Exception {
        var answer = backend.post(PATH, Json.object().put("sub", "user-42").put("email", "u@example.com").put("expiresIn", "15m"));
        var data = answer.expect(200);
        var token = data.path("token").asText();

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(Duration.between(Instant.now(), Instant.parse(data.path("expiresAt").asText())))
                .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        assertThat(claims(token).path("sub").asText()).isEqualTo("user-42");
        var session = hub.as(token).get("/embed/v1/agents/helper/session").expect(200);
        assertThat(session.path("principal").path("issuer").asText()).isEqualTo("hub");
        assertThat(session.path("principal").path("id").asText()).isEqualTo("user-42");
    }

    @Test
    void aNumberedUserIsTheTextOfTheNumberAndANullOptionalIsAbsent() throws Exception {
        var token = backend.post(PATH, Json.object().put("sub", 42).putNull("email").putNull("agent").putNull("expiresIn")
                .putNull("variables")).expect(200).path("token").asText();
        assertThat(claims(token).path("sub").textValue()).isEqualTo("42");
        assertThat(claims(token).has("email")).isFalse();
    }

    @Test
    void theAudienceIsTheAskedAgentElseTheKeysAgentsElseTheTenant() throws Exception {
        var tenant = hub.owner().get("/api/v1/tenant").expect(200).path("id").asText();
        var limited = hub.as(key(List.of("embed:mint"), List.of(agent)));
        assertThat(audience(backend, Json.object().put("sub", "u").put("agent", "helper"))).containsExactly(agent);
        assertThat(audience(backend, Json.object().put("sub", "u").put("agent", agent))).containsExactly(agent);
        assertThat(audience(limited, Json.object().put("sub", "u"))).containsExactly(agent);
        assertThat(audience(backend, Json.object().put("sub", "u"))).containsExactly(tenant);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sub|{}", "sub|{\"sub\":null}", "sub|{\"sub\":\"\"}", "sub|{\"sub\":\" u\"}", "sub|{\"sub\":1.5}", "sub|{\"sub\":true}",
        "sub|{\"sub\":[\"u\"]}", "sub|{\"sub\":\"a\\u200bb\"}", "email|{\"sub\":\"u\",\"email\":7}",
        "expiresIn|{\"sub\":\"u\",\"expiresIn\":\"15\"}", "expiresIn|{\"sub\":\"u\",\"expiresIn\":\"0s\"}",
        "expiresIn|{\"sub\":\"u\",\"expiresIn\":\"2h\"}", "expiresIn|{\"sub\":\"u\",\"expiresIn\":\"-1m\"}",
        "expiresIn|{\"sub\":\"u\",\"expiresIn\":\"15 m\"}", "expiresIn|{\"sub\":\"u\",\"expiresIn\":\"1w\"}",
        "expiresIn|{\"sub\":\"u\",\"expiresIn\":900}", "expiresIn|{\"sub\":\"u\",\"expiresIn\":\"999999999d\"}",
        "agent|{\"sub\":\"u\",\"agent\":7}", "variables|{\"sub\":\"u\",\"variables\":[]}",
        "variables|{\"sub\":\"u\",\"variables\":{\"a\":null}}", "variables|{\"sub\":\"u\",\"variables\":{\"a\":{}}}",
        "role|{\"sub\":\"u\",\"role\":\"admin\"}", "tenantId|{\"sub\":\"u\",\"tenantId\":\"ten_1\"}", "exp|{\"sub\":\"u\",\"exp\":1}"})
    void aWrongBodyIsRefusedWithTheNameOfItsField(String field, String body) throws Exception {
        var answer = backend.post(PATH, StrictJson.object(body));
        assertThat(answer.refusal(400)).isEqualTo("invalid_request");
        assertThat(answer.json().path("error").path("field").asText()).isEqualTo(field);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void onlyAKeyWithTheScopeMints() {
        var order = Json.object().put("sub", "u");
        assertThat(hub.anonymous().post(PATH, order).refusal(401)).isEqualTo("sign_in_required");
        assertThat(hub.as("pk_" + "A".repeat(43)).post(PATH, order).refusal(401)).isEqualTo("authentication_failed");
        assertThat(hub.owner().post(PATH, order).refusal(401)).as("a member's token").isEqualTo("authentication_failed");
        assertThat(hub.as(key(List.of("agents:read"), null)).post(PATH, order).refusal(403)).isEqualTo("access_denied");
    }

    @Test
    void aKeyMintsForItsAgentsOnly() {
        var other = hub.owner().post("/api/v1/agents", Json.object().put("name", "Other").put("slug", "other")).expect(201)
                .path("id").asText();
        var limited = hub.as(key(List.of("embed:mint"), List.of(agent)));
        assertThat(limited.post(PATH, Json.object().put("sub", "u").put("agent", other)).refusal(403)).isEqualTo("access_denied");
        assertThat(backend.post(PATH, Json.object().put("sub", "u").put("agent", "agt_0000000000000000000000")).refusal(404))
                .isEqualTo("not_found");
    }

    @Test
    void aTokenEndsWithTheKeyItWasMintedWith() {
        var created = hub.owner().post("/api/v1/api-keys", newKey(List.of("embed:mint"), null)).expect(201);
        var token = hub.as(created.path("key").asText()).post(PATH, Json.object().put("sub", "u")).expect(200).path("token").asText();
        hub.as(token).get("/embed/v1/agents/helper/session").expect(200);
        hub.owner().delete("/api/v1/api-keys/" + created.path("id").asText()).expect(200);
        assertThat(hub.as(token).get("/embed/v1/agents/helper/session").refusal(401)).isEqualTo("authentication_failed");
    }

    @Test
    void aKeyThatMintsTooMuchWaits() {
        try (var strict = TestHub.start(Map.of("PARLEY_LIMIT_MINTS_PER_KEY", "2/1m"))) {
            var key = strict.as(strict.owner().post("/api/v1/api-keys", newKey(List.of("embed:mint"), null)).expect(201)
                    .path("key").asText());
            key.post(PATH, Json.object().put("sub", "u")).expect(200);
            key.post(PATH, Json.object().put("sub", "u")).expect(200);
            var refused = key.post(PATH, Json.object().put("sub", "u"));
            assertThat(refused.refusal(429)).isEqualTo("rate_limited");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static List<String> audience(Api key, ObjectNode order) throws Exception {
        var claims = claims(key.post(PATH, order).expect(200).path("token").asText());
        return claims.path("aud").valueStream().map(each -> each.asText()).toList();
    }

    private static ObjectNode claims(String token) throws Exception {
        return StrictJson.object(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private String key(List<String> scopes, @Nullable List<String> agents) {
        return hub.owner().post("/api/v1/api-keys", newKey(scopes, agents)).expect(201).path("key").asText();
    }

    private static ObjectNode newKey(List<String> scopes, @Nullable List<String> agents) {
        var body = Json.object().put("name", "backend");
        body.set("scopes", Json.texts(scopes));
        if (agents != null) {
            body.set("agents", Json.texts(agents));
        }
        return body;
    }
}
