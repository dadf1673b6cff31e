package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whatever ends a person's access closes the sockets it opened, and refuses the next request on every credential.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessEndsTest {
    private static final String PASSWORD = "a long enough secret";
    private static final Pattern TICKET = Pattern.compile("name=\"parley-ticket\" content=\"([^\"]+)\"");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "off"));
    private final Api owner = hub.owner();
    private final JsonNode agent = owner
            .post("/api/v1/agents", TestJson.of("{'name':'Inside','access':'private'}")).expect(201);
    private final String slug = agent.path("slug").asText();
    private final String invitations = "/api/v1/agents/" + agent.path("id").asText() + "/invitations";

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void takingAGrantBackClosesTheSocketsItOpened() {
        var person = new Person("member");
        var grant = grant(person.email);
        try (var sockets = person.connect()) {
            owner.delete(invitations + "/" + grant).expect(200);
            sockets.expectClosed("access_denied", 4403);
        }
        person.expectRefusedByTheChat(403, "access_denied");
    }

    @Test
    void leavingAGroupClosesTheSocketsItOpened() {
        var person = new Person("member");
        var group = groupOf(person);
        grant("group:" + group.path("name").asText());
        try (var sockets = person.connect()) {
            owner.send("PUT", "/api/v1/groups/" + group.path("id").asText() + "/members",
                    Json.bytes(TestJson.of("{'members':[]}"))).expect(200);
            sockets.expectClosed("access_denied", 4403);
        }
        person.expectRefusedByTheChat(403, "access_denied");
    }

    @Test
    void whoLeavesOneGroupStaysByTheGrantOfAnother() {
        var person = new Person("member");
        var first = groupOf(person);
        var second = groupOf(person);
        grant("group:" + first.path("name").asText());
        grant("group:" + second.path("name").asText());
        try (var sockets = person.connect()) {
            owner.delete("/api/v1/groups/" + first.path("id").asText()).expect(200);
            sockets.byToken.say("still", "here");
            sockets.byToken.expect("completed");
            owner.delete("/api/v1/groups/" + second.path("id").asText()).expect(200);
            sockets.expectClosed("access_denied", 4403);
        }
    }

    @Test
    void deletingAGroupClosesTheSocketsItOpened() {
        var person = new Person("member");
        var group = groupOf(person);
        grant("group:" + group.path("name").asText());
        try (var sockets = person.connect()) {
            owner.delete("/api/v1/groups/" + group.path("id").asText()).expect(200);
            sockets.expectClosed("access_denied", 4403);
        }
        person.expectRefusedByTheChat(403, "access_denied");
    }

    @Test
    void removingAMemberEndsEverythingTheyHold() {
        var person = new Person("builder");
        try (var sockets = person.connect()) {
            owner.delete("/api/v1/members/" + person.id).expect(200);
            sockets.expectClosed("authentication_failed", 4401);
        }
        person.expectRefusedByTheChat(401, "authentication_failed");
        assertThat(person.api.get("/api/v1/auth/me").refusal(401)).isEqualTo("authentication_failed");
        assertThat(person.byCookie("/api/v1/auth/me").refusal(401)).isEqualTo("authentication_failed");
        var again = Json.object().put("email", person.email).put("password", PASSWORD);
        assertThat(hub.anonymous().post("/api/v1/auth/login", again).refusal(401)).isEqualTo("authentication_failed");
    }

    @Test
    void aBuilderWhoBecomesAMemberLosesThePrivateAgentsButKeepsTheLogin() {
        var person = new Person("builder");
        try (var sockets = person.connect()) {
            owner.patch("/api/v1/members/" + person.id, TestJson.of("{'role':'member'}")).expect(200);
            sockets.expectClosed("access_denied", 4403);
        }
        person.expectRefusedByTheChat(403, "access_denied");
        assertThat(person.api.get("/api/v1/agents").refusal(403)).isEqualTo("access_denied");
        person.api.get("/api/v1/auth/me").expect(200);
    }

    @Test
    void anotherPasswordEndsEveryLogin() {
        var person = new Person("builder");
        try (var sockets = person.connect()) {
            hub.signIn(person.email, PASSWORD).post("/api/v1/auth/password", Json.object()
                    .put("present", PASSWORD).put("next", "another long secret")).expect(200);
            sockets.expectClosed("authentication_failed", 4401);
        }
        person.expectRefusedByTheChat(401, "authentication_failed");
    }

    @Test
    void revokingAKeyEndsTheTokensItMinted() {
        var key = owner.post("/api/v1/api-keys", TestJson.of("{'name':'mint','scopes':['embed:mint','members:write']}"))
                .expect(201);
        var program = hub.as(key.path("key").asText());
        var token = program.post("/auth/embed/token", TestJson.of("{'sub':'jane'}")).expect(200).path("token").asText();
        try (var user = connect().hello(token)) {
            owner.delete("/api/v1/api-keys/" + key.path("id").asText()).expect(200);
            assertThat(user.closeCode()).isEqualTo(4401);
        }
        assertThat(hub.as(token).get(session()).refusal(401)).isEqualTo("authentication_failed");
        assertThat(program.get("/api/v1/members").refusal(401)).isEqualTo("authentication_failed");
        assertThat(program.post("/auth/embed/token", TestJson.of("{'sub':'jane'}")).refusal(401))
                .isEqualTo("authentication_failed");
    }

    private String grant(String invitee) {
        var body = Json.object();
        body.putArray("invitees").add(invitee);
        return owner.post(invitations, body).expect(201).path("items").path(0).path("id").asText();
    }

    private JsonNode groupOf(Person person) {
        var group = owner.post("/api/v1/groups", Json.object().put("name", "group " + NUMBER.incrementAndGet())).expect(201);
        var members = Json.object();
        members.putArray("members").add(person.id);
        owner.send("PUT", "/api/v1/groups/" + group.path("id").asText() + "/members", Json.bytes(members)).expect(200);
        return group;
    }

    private ChatClient connect(String... headers) {
        return ChatClient.connect(hub.url().replace("http", "ws") + "/embed/v1/agents/" + slug + "/chat", headers);
    }

    private String session() {
        return "/embed/v1/agents/" + slug + "/session";
    }

    /// The ticket of our own page, opened by its link.
    private String ticket() {
        var page = TICKET.matcher(hub.anonymous().get("/agent/" + slug).text());
        assertThat(page.find()).isTrue();
        return page.group(1);
    }

    /// A colleague who has accepted an invitation and is signed in.
    private final class Person {
        final String email = "person" + NUMBER.incrementAndGet() + "@parley.test";
        final String id;
        final Api api;

        Person(String role) {
            var invited = owner.post("/api/v1/members", Json.object().put("email", email).put("role", role)).expect(201);
            id = invited.path("id").asText();
            var token = invited.path("link").asText().split("#", 2)[1];
            api = hub.as(hub.anonymous().post("/api/v1/auth/accept",
                    Json.object().put("token", token).put("password", PASSWORD)).expect(200).path("accessToken").asText());
        }

        Api.Answer byCookie(String path) {
            return hub.anonymous().get(path, "Cookie", "parley_session=" + api.bearer(), "Origin", hub.url(),
                    "Parley-Ticket", ticket());
        }

        Sockets connect() {
            var byCookie = AccessEndsTest.this.connect("Cookie", "parley_session=" + api.bearer(), "Origin", hub.url());
            byCookie.send(Json.object().put("type", "hello").put("ticket", ticket()));
            assertThat(byCookie.expect("ready").at("/principal/email").asText()).isEqualTo(email);
            return new Sockets(AccessEndsTest.this.connect().hello(api.bearer()), byCookie);
        }

        void expectRefusedByTheChat(int status, String code) {
            assertThat(api.get(session()).refusal(status)).isEqualTo(code);
            try (var socket = AccessEndsTest.this.connect()) {
                socket.send(Json.object().put("type", "hello").put("token", api.bearer()));
                assertThat(socket.expect("refused").at("/error/code").asText()).isEqualTo(code);
            }
            // A cookie that is over is no claim to be somebody: browsers send it unasked.
            assertThat(byCookie(session()).refusal(status)).isEqualTo(status == 401 ? "sign_in_required" : code);
        }
    }

    /// One socket for each way in which a login is shown.
    private record Sockets(ChatClient byToken, ChatClient byCookie) implements AutoCloseable {
        void expectClosed(String code, int closeCode) {
            for (var socket : List.of(byToken, byCookie)) {
                assertThat(socket.expect("refused").at("/error/code").asText()).isEqualTo(code);
                assertThat(socket.closeCode()).isEqualTo(closeCode);
            }
        }

        @Override
        public void close() {
            byToken.close();
            byCookie.close();
        }
    }
}
