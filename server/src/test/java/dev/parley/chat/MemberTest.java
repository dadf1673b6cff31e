package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.json.Json;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Members who are signed in, at the whole hub.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MemberTest {
    private final TestHub hub = TestHub.start();
    private final String agent = hub.owner()
            .post("/api/v1/agents", Json.object().put("name", "Inside").put("access", "private")).expect(201)
            .path("slug").asText();

    @AfterAll
    void stop() {
        hub.close();
    }

    private ChatClient connect() {
        return ChatClient.connect(hub.url().replace("http", "ws") + "/embed/v1/agents/" + agent + "/chat");
    }

    @Test
    void aPrivateAgentIsClosedToVisitorsAndOpenToTheOwner() {
        try (var visitor = connect()) {
            visitor.send(Json.object().put("type", "hello"));
            assertThat(visitor.expect("refused").at("/error/code").asText()).isEqualTo("sign_in_required");
            assertThat(visitor.closeCode()).isEqualTo(4401);
        }
        try (var owner = connect().hello(hub.owner().bearer())) {
            owner.say("1", "hello");
            owner.expect("completed");
        }
        var session = hub.owner().get("/embed/v1/agents/" + agent + "/session").expect(200);
        assertThat(session.at("/principal/kind").asText()).isEqualTo("member");
        assertThat(session.at("/principal/email").asText()).isEqualTo(TestHub.EMAIL);
    }

    @Test
    void signingOutClosesTheSocket() {
        var login = hub.signIn(TestHub.EMAIL, TestHub.PASSWORD);
        try (var member = connect().hello(login.bearer())) {
            login.post("/api/v1/auth/logout", Json.object()).expect(200);
            assertThat(member.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aCookieCountsForOurOwnPageOnly() {
        var login = hub.signIn(TestHub.EMAIL, TestHub.PASSWORD);
        var nobody = new Api(hub.url(), "");
        var path = "/embed/v1/agents/" + agent + "/session";
        var cookie = "parley_session=" + login.bearer();
        assertThat(nobody.get(path, "Cookie", cookie).refusal(401)).isEqualTo("sign_in_required");
        assertThat(nobody.get(path, "Cookie", cookie, "Origin", "https://evil.example.com").refusal(401))
                .isEqualTo("sign_in_required");
        // Our own page without a frame ticket may stand in anybody's frame.
        var own = nobody.get(path, "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
        assertThat(own.refusal(403)).isEqualTo("origin_not_allowed");
    }

    @Test
    void anApiKeyOpensNoChat() {
        var wanted = Json.object().put("name", "everything");
        wanted.putArray("scopes").add("admin");
        var key = hub.owner().post("/api/v1/api-keys", wanted).expect(201).path("key").asText();
        try (var client = connect()) {
            client.send(Json.object().put("type", "hello").put("token", key));
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("authentication_failed");
        }
    }
}
