package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whoever has a link becomes the person it was made for: nobody gets a link to more than they are.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleEscalationTest {
    private static final String PASSWORD = "a long enough passphrase";

    private final TestHub hub = TestHub.start();
    private final Api owner = hub.owner();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aBuilderWhoGrantsAnAgentToAnInvitedOwnerGetsNoLink() {
        var link = invite("boss@roles.test", "owner").path("link").asText();
        var builder = accept(invite("builder@roles.test", "builder").path("link").asText(), "builder@roles.test");
        var agent = owner.post("/api/v1/agents", TestJson.of("{'name':'A'}")).expect(201).path("id").asText();

        var answer = builder.post("/api/v1/agents/" + agent + "/invitations",
                TestJson.of("{'invitees':['boss@roles.test','new@roles.test']}")).expect(201);

        assertThat(answer.at("/items/0/invitee").asText()).isEqualTo("boss@roles.test");
        assertThat(answer.at("/items/0").has("link")).isFalse();
        assertThat(answer.at("/items/1/link").asText()).contains("/console/accept#lnk_");
        assertThat(accept(link, "boss@roles.test").get("/api/v1/auth/me").expect(200).at("/member/role").asText())
                .isEqualTo("owner");
    }

    @Test
    void onlyAnOperatorMakesAResetLinkForAnOperator() {
        var second = accept(invite("second@roles.test", "owner").path("link").asText(), "second@roles.test");
        var operator = owner.get("/api/v1/auth/me").expect(200).at("/member/id").asText();

        assertThat(second.post("/api/v1/members/" + operator + "/reset-link", TestJson.of("{}")).refusal(403))
                .isEqualTo("access_denied");
        owner.post("/api/v1/members/" + operator + "/reset-link", TestJson.of("{}")).expect(200);
    }

    @Test
    void onlyAnOperatorSaysWithWhichProviderAnOperatorSignsIn() {
        var second = accept(invite("third@roles.test", "owner").path("link").asText(), "third@roles.test");
        var provider = Json.bytes(
                TestJson.of("{'name':'Mine','issuer':'https://127.0.0.1:1','clientId':'c'}"));

        assertThat(second.send("PUT", "/api/v1/tenant/sign-in", provider).refusal(403)).isEqualTo("access_denied");
        assertThat(owner.send("PUT", "/api/v1/tenant/sign-in", provider).refusal(400)).isEqualTo("invalid_request");
    }

    @Test
    void aLinkMadeForALowerRoleEndsWhenTheRoleIsRaised() {
        var member = invite("raised@roles.test", "member");
        owner.patch("/api/v1/members/" + member.path("id").asText(), TestJson.of("{'role':'owner'}")).expect(200);

        assertThat(choose(member.path("link").asText()).refusal(404)).isEqualTo("not_found");
    }

    private JsonNode invite(String email, String role) {
        return owner.post("/api/v1/members", TestJson.of("{'email':'" + email + "','role':'" + role + "'}")).expect(201);
    }

    private Api accept(String link, String email) {
        choose(link).expect(200);
        return hub.signIn(email, PASSWORD);
    }

    private Api.Answer choose(String link) {
        return hub.anonymous().post("/api/v1/auth/accept", TestJson.of("{'token':'" + link.substring(link.indexOf('#') + 1)
                + "','password':'" + PASSWORD + "'}"));
    }
}
