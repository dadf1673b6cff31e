package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import dev.parley.testing.Tokens;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whether somebody may use an agent, and why: what the console is told is what the chat does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessCheckTest {
    private final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "off"));
    private final Api owner = hub.owner();
    private final JsonNode agent = owner
            .post("/api/v1/agents", TestJson.of("{'name':'Inside','access':'private'}")).expect(201);
    private final String path = "/api/v1/agents/" + agent.path("id").asText();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aMemberIsToldTheWayTheyHaveAndTheChatAgrees() {
        var builder = person("builder@why.test", "builder");
        var granted = person("granted@why.test", "member");
        var grouped = person("grouped@why.test", "member");
        var nobody = person("nobody@why.test", "member");
        grant("granted@why.test");
        var group = owner.post("/api/v1/groups", TestJson.of("{'name':'why'}")).expect(201).path("id").asText();
        owner.send("PUT", "/api/v1/groups/" + group + "/members",
                Json.bytes(TestJson.of("{'members':['" + id("grouped@why.test") + "']}"))).expect(200);
        grant("group:why");

        assertThat(ask("email", "builder@why.test").path("way")).isEqualTo(TestJson.of("{'kind':'role','role':'builder'}"));
        assertThat(ask("email", "GRANTED@why.test").path("way")).isEqualTo(TestJson.of("{'kind':'grant'}"));
        assertThat(ask("member", id("grouped@why.test")).path("way"))
                .isEqualTo(TestJson.of("{'kind':'group','group':'" + group + "','name':'why'}"));
        var refused = ask("email", "nobody@why.test");
        assertThat(refused.path("allowed").asBoolean()).isFalse();
        assertThat(refused.path("code").asText()).isEqualTo("access_denied");
        assertThat(refused.path("title").asText()).isEqualTo("Access Denied");

        var session = "/embed/v1/agents/" + agent.path("slug").asText() + "/session";
        for (var allowed : new Api[] {builder, granted, grouped}) {
            allowed.get(session).expect(200);
        }
        assertThat(nobody.get(session).refusal(403)).isEqualTo("access_denied");
    }

    @Test
    void whoHasNotAcceptedIsToldWhatAwaitsThem() {
        grant("later@why.test");
        var found = ask("email", "later@why.test");

        assertThat(found.path("allowed").asBoolean()).isFalse();
        assertThat(found.path("code").asText()).isEqualTo("sign_in_required");
        assertThat(found.at("/afterwards/allowed").asBoolean()).isTrue();
        assertThat(found.at("/afterwards/way/kind").asText()).isEqualTo("grant");
        assertThat(ask("email", "stranger@why.test").path("code").asText()).isEqualTo("sign_in_required");
    }

    @Test
    void aTokenIsJudgedByTheVerifierAndNamesTheKeyThatVerifiedIt() {
        var secret = owner.post(path + "/identity-secret", Json.object()).expect(200);
        var token = Tokens.user(secret.path("secret").asText(), "jane", Duration.ofMinutes(5));
        var good = ask("token", token);
        assertThat(good.path("way")).isEqualTo(TestJson.of("{'kind':'token'}"));
        assertThat(good.at("/user/id").asText()).isEqualTo("jane");
        assertThat(good.at("/user/issuer").asText()).isEqualTo("agent");
        assertThat(good.at("/user/key").asText()).isEqualTo(secret.path("id").asText());

        var bad = owner.post(path + "/access-check", Json.object().put("token", token + "x"));
        assertThat(bad.expect(200).path("code").asText()).isEqualTo("authentication_failed");
        assertThat(bad.text()).doesNotContain(token);
        // A question is no use of the secret, by which somebody may be waiting to retire it.
        assertThat(owner.get(path + "/identity-secret").expect(200).at("/current/lastUsedAt").isNull()).isTrue();
    }

    @Test
    void everyoneWhoMayUseTheAgentIsListedWithTheWayIn() {
        grant("listed@why.test");
        var list = owner.get(path + "/access").expect(200);

        var ways = Json.object();
        list.path("items").forEach(one -> ways.put(one.path("email").asText(), one.at("/way/kind").asText()));
        assertThat(ways.path(TestHub.EMAIL).asText()).isEqualTo("role");
        assertThat(ways.path("listed@why.test").asText()).isEqualTo("grant");
        assertThat(item(list, "listed@why.test").path("pending").asBoolean()).isTrue();
        assertThat(list.path("others").toString()).contains("minted by an API key").doesNotContain("opens the link");
        assertThat(ways.has("nobody@why.test")).isFalse();

        var reached = owner.get("/api/v1/members/" + id("listed@why.test") + "/agents").expect(200);
        var inside = StreamSupport.stream(reached.path("items").spliterator(), false)
                .filter(one -> one.path("id").equals(agent.path("id"))).findFirst().orElseThrow();
        assertThat(inside.at("/way/kind").asText()).isEqualTo("grant");
    }

    @Test
    void aSuspendedAgentSaysThatNobodyGetsIn() {
        var paused = owner.post("/api/v1/agents", TestJson.of("{'name':'Paused','status':'suspended'}")).expect(201)
                .path("id").asText();
        var found = owner.post("/api/v1/agents/" + paused + "/access-check",
                Json.object().put("email", TestHub.EMAIL)).expect(200);
        assertThat(found.path("code").asText()).isEqualTo("unavailable");
        assertThat(owner.get("/api/v1/agents/" + paused + "/access").expect(200).path("suspended").asBoolean()).isTrue();
    }

    @Test
    void exactlyOneThingIsAsked() {
        assertThat(owner.post(path + "/access-check", Json.object()).refusal(400)).isEqualTo("invalid_request");
        assertThat(owner.post(path + "/access-check", question("email", "a@b.c").put("token", "x")).refusal(400))
                .isEqualTo("invalid_request");
        assertThat(owner.post(path + "/access-check", question("member", "mem_0000000000000000000000")).refusal(404))
                .isEqualTo("not_found");
    }

    private JsonNode ask(String field, String value) {
        return owner.post(path + "/access-check", question(field, value)).expect(200);
    }

    private static ObjectNode question(String field, String value) {
        return Json.object().put(field, value);
    }

    private void grant(String invitee) {
        var body = Json.object();
        body.putArray("invitees").add(invitee);
        owner.post(path + "/invitations", body).expect(201);
    }

    private String id(String email) {
        return item(owner.get("/api/v1/members").expect(200), email).path("id").asText();
    }

    private static JsonNode item(JsonNode list, String email) {
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .filter(one -> one.path("email").asText().equals(email)).findFirst().orElseThrow();
    }

    private Api person(String email, String role) {
        var link = owner.post("/api/v1/members", Json.object().put("email", email).put("role", role)).expect(201)
                .path("link").asText();
        return hub.as(hub.anonymous().post("/api/v1/auth/accept", Json.object().put("token", link.split("#", 2)[1])
                .put("password", "a long enough secret")).expect(200).path("accessToken").asText());
    }
}
