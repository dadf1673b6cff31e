package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import dev.parley.testing.Tokens;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What helps whoever embeds an agent: the token check, the refusals, and what a rotation would touch.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareApiTest {
    private final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_TOKEN_CHECKS", "40/1h"));
    private final Api owner = hub.owner();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aTokenIsExplainedWithACorrectedSampleAndNoSecret() {
        var agent = agent("explained");
        var secret = secret(agent);
        var token = Tokens.user(secret + "\n", "jane", Duration.ofMinutes(5));

        var answer = owner.post(path(agent, "/token-check"), Json.object().put("token", token).put("language", "python"));
        var explained = answer.expect(200);

        assertThat(explained.path("accepted").asBoolean()).isFalse();
        assertThat(explained.at("/verdict/code").asText()).isEqualTo("authentication_failed");
        assertThat(explained.at("/key/kind").asText()).isEqualTo("agent");
        assertThat(explained.at("/key/reading").asText()).isEqualTo("line_break");
        assertThat(explained.at("/claims/user_email").asText()).isEqualTo("jane");
        assertThat(explained.at("/problems/0/cause").asText()).isEqualTo("misread_secret");
        assertThat(explained.at("/snippet/code").asText())
                .contains(hub.url() + "/agent/explained", "# Trim the secret", "jwt.encode(");
        assertThat(answer.text()).doesNotContain(secret);
        assertThat(owner.get(path(agent, "/identity-secret")).expect(200).at("/current/lastUsedAt").isNull()).isTrue();
    }

    @Test
    void aGoodTokenShowsItsUser() {
        var agent = agent("good");
        var explained = check(owner, agent, Tokens.user(secret(agent), "jane@example.com", Duration.ofMinutes(5)));

        assertThat(explained.path("accepted").asBoolean()).isTrue();
        assertThat(explained.at("/user/id").asText()).isEqualTo("jane@example.com");
        assertThat(explained.at("/key/verifies").asBoolean()).isTrue();
        assertThat(explained.path("problems")).isEmpty();
    }

    @Test
    void aKeyForOneAgentLearnsNothingOfAnother() {
        var agent = agent("mine");
        secret(agent);
        var other = agent("theirs");
        var token = Tokens.user(secret(other), "jane", Duration.ofMinutes(5));
        var limited = hub.as(owner.post("/api/v1/api-keys", TestJson.of("{'name':'one','scopes':['agents:read'],'agents':['"
                + agent + "']}")).expect(201).path("key").asText());

        assertThat(check(owner, agent, token).at("/key/agent/slug").asText()).isEqualTo("theirs");
        assertThat(check(limited, agent, token).path("key")).isEqualTo(Json.object().put("kind", "none"));
        assertThat(limited.post(path(other, "/token-check"), Json.object().put("token", token)).refusal(404))
                .isEqualTo("not_found");
    }

    @Test
    void checksAreLimited() {
        try (var strict = TestHub.start(Map.of("PARLEY_LIMIT_TOKEN_CHECKS", "2/1h"))) {
            var agent = strict.owner().post("/api/v1/agents", TestJson.of("{'name':'A'}")).expect(201).path("id").asText();
            check(strict.owner(), agent, "a");
            check(strict.owner(), agent, "b");
            assertThat(strict.owner().post(path(agent, "/token-check"), Json.object().put("token", "c")).refusal(429))
                    .isEqualTo("rate_limited");
        }
    }

    @Test
    void refusalsAreCountedByCauseWithoutTokenUserOrAddress() {
        var agent = agent("refusing");
        var secret = secret(agent);
        var user = "secretive@example.com";
        for (int i = 1; i <= 3; i++) {
            session(agent, Tokens.sign(secret, Json.object().put("user_email", user).put("exp", 1_700_000_000 + i)), "");
        }
        session(agent, Tokens.user("wrong".repeat(9), user, Duration.ofMinutes(5)), "");
        session(agent, Tokens.sign(secret, Json.object().put("email", user)), "https://shop.example");

        var answer = owner.get(path(agent, "/refusals"));
        var refusals = answer.expect(200);

        assertThat(refusals.path("counts").toString()).isEqualTo("{\"session_expired\":3,\"authentication_failed\":1,"
                + "\"invalid_identity_token\":1,\"identity_not_configured\":0,\"origin_not_allowed\":0}");
        assertThat(refusals.path("items")).hasSize(3);
        assertThat(refusals.at("/items/0/origin").asText()).isEqualTo("https://shop.example");
        assertThat(refusals.at("/items/0/detail").asText()).contains("\"email\"");
        assertThat(refusals.at("/items/0/transport").asText()).isEqualTo("rest");
        assertThat(answer.text()).doesNotContain("secretive", "127.0.0.1", "eyJ");
        var expired = owner.get(path(agent, "/refusals?code=session_expired")).expect(200);
        assertThat(expired.path("items")).singleElement()
                .satisfies(line -> assertThat(line.path("count").asInt()).isEqualTo(3));
        assertThat(owner.get(path(agent, "/refusals?code=nonsense")).refusal(400)).isEqualTo("invalid_request");
        assertThat(hub.anonymous().get("/metrics").text()).containsPattern(
                "parley_identity_refused_total\\{code=\"session_expired\"\\} [3-9]");
    }

    @Test
    void aPageThatIsNotListedIsNamedSoThatItCanBeAllowed() {
        var agent = agent("listing");
        owner.patch(path(agent, ""), TestJson.of("{'allowedOrigins':['https://good.example']}")).expect(200);

        session(agent, null, "https://other.example");
        hub.anonymous().get("/agent/listing", "Sec-Fetch-Dest", "iframe", "Referer", "https://framing.example/");
        hub.anonymous().get("/agent/listing", "Sec-Fetch-Dest", "iframe", "Referer", "https://good.example/");
        hub.anonymous().get("/agent/listing", "Sec-Fetch-Dest", "document", "Referer", "https://linking.example/");
        session(agent, null, "not an origin <script>");

        var items = owner.get(path(agent, "/refusals?code=origin_not_allowed")).expect(200).path("items");
        assertThat(items).extracting(item -> item.path("origin").asText())
                .containsExactlyInAnyOrder("https://other.example", "https://framing.example", "null");
        assertThat(items).extracting(item -> item.path("transport").asText()).contains("frame_page", "rest");
    }

    @Test
    void theStateOfTheSecretsTellsWhatARotationTouches() {
        var agent = agent("rotating");
        var secret = secret(agent);
        session(agent, Tokens.sign(secret, Json.object().put("user_email", "jane")), "");
        owner.post(path(agent, "/identity-secret/rotate"), TestJson.of("{'overlap':'1h'}")).expect(200);

        var status = owner.get(path(agent, "/identity-secret")).expect(200);
        assertThat(status.path("tokensWithoutExpiry").asInt()).isEqualTo(1);
        assertThat(status.path("liveSessions").toString()).isEqualTo("{\"current\":0,\"previous\":0}");
        assertThat(status.at("/previous/lastUsedAt").asText()).isNotEmpty();

        assertThat(owner.delete(path(agent, "/identity-secret/previous")).expect(200).path("revoked").asInt()).isEqualTo(1);
        assertThat(owner.get(path(agent, "/identity-secret")).expect(200).has("previous")).isFalse();
        assertThat(owner.get(path(agent, "/identity-secret")).expect(200).path("configured").asBoolean()).isTrue();
        assertThat(owner.delete(path(agent, "/identity-secret/previous")).expect(200).path("revoked").asInt()).isZero();
    }

    @Test
    void eightLanguagesSignWithTheAgentsVariablesAndSlug() {
        var agent = agent("samples");
        owner.patch(path(agent, ""), TestJson.of("{'variables':[{'name':'plan_name','default':'free'}]}")).expect(200);

        var samples = owner.get(path(agent, "/signing")).expect(200).path("items");

        assertThat(samples).hasSize(8).allSatisfy(sample -> assertThat(sample.path("code").asText())
                .contains("/agent/samples", "plan_name", "user_email"));
    }

    private String agent(String slug) {
        return owner.post("/api/v1/agents", TestJson.of("{'name':'Agent','slug':'" + slug + "'}")).expect(201)
                .path("id").asText();
    }

    private String secret(String agent) {
        return owner.post(path(agent, "/identity-secret"), Json.object()).expect(200).path("secret").asText();
    }

    private static JsonNode check(Api api, String agent, String token) {
        return api.post(path(agent, "/token-check"), Json.object().put("token", token)).expect(200);
    }

    private void session(String agent, @Nullable String token, String origin) {
        var api = token == null ? hub.anonymous() : hub.as(token);
        var path = "/embed/v1/agents/" + agent + "/session";
        var _ = origin.isEmpty() ? api.get(path) : api.get(path, "Origin", origin);
    }

    private static String path(String agent, String rest) {
        return "/api/v1/agents/" + agent + rest;
    }
}
