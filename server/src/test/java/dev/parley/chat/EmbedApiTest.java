package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Agent;
import dev.parley.models.AgentRunner;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import dev.parley.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The chat by HTTP: session, sending as JSON and as events, history.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbedApiTest {
    private final ChatHub hub = ChatHub.start();
    private final Agent agent = hub.agent("helper");
    private final String path = ChatHub.path(agent);
    private final TokenSigner signer = hub.signer(agent);

    @AfterAll
    void stop() {
        hub.close();
    }

    private Api as(String user) {
        return hub.api(signer.user(user));
    }

    @Test
    void aUserLearnsWhoTheyAre() {
        var session = as("jane@example.com").get(path + "/session").expect(200);
        assertThat(session.at("/principal/id").asText()).isEqualTo("jane@example.com");
        assertThat(session.at("/principal/issuer").asText()).isEqualTo("agent");
        assertThat(session.at("/agent/id").asText()).isEqualTo(agent.id().value());
        assertThat(session.has("expiresAt")).isTrue();
        assertThat(session.has("visitor")).isFalse();
    }

    @Test
    void aVisitorComesBackAsTheSameOne() {
        var first = hub.api("").get(path + "/session");
        var token = first.expect(200).path("visitor").asText();
        assertThat(token).startsWith("vis_");
        assertThat(first.headers().firstValue("Parley-Visitor")).contains(token);
        var again = hub.api("").get(path + "/session", "Parley-Visitor", token).expect(200);
        assertThat(again.at("/principal/id")).isEqualTo(first.json().at("/data/principal/id"));
        var forged = hub.api("").get(path + "/session", "Parley-Visitor", token + "x").expect(200);
        assertThat(forged.at("/principal/id")).isNotEqualTo(first.json().at("/data/principal/id"));
    }

    @Test
    void aTokenThatIsPresentedAndRefusedNeverBecomesAVisitor() {
        for (var bad : List.of("x", "a.b.c", "pk_" + "a".repeat(43), "ses_" + "a".repeat(43), "vis_" + "a".repeat(60))) {
            assertThat(hub.api(bad).get(path + "/session").refusal(401)).as(bad).isEqualTo("authentication_failed");
        }
        assertThat(hub.api("").get(path + "/session", "Authorization", "Basic abc").refusal(401))
                .isEqualTo("authentication_failed");
        assertThat(hub.api("").get(path + "/session", "Authorization", "Bearer ").refusal(401))
                .isEqualTo("authentication_failed");
    }

    /// Jetty's cache of header fields took the second for the first.
    @Test
    void aTokenInOtherLettersThanAnEarlierOneOfTheConnectionIsRefused() {
        var token = signer.user("letters");
        hub.api(token).get(path + "/session").expect(200);
        assertThat(hub.api(token.toLowerCase(Locale.ROOT)).get(path + "/session").refusal(401))
                .isEqualTo("authentication_failed");
    }

    @Test
    void aMessageIsAnsweredAsJsonWhenTheAnswerIsComplete() {
        var data = as("json").post(path + "/messages", Json.object().put("text", "good day")).expect(200);
        assertThat(data.at("/message/role").asText()).isEqualTo("user");
        assertThat(data.at("/reply/text").asText()).isEqualTo("You said: good day");
        assertThat(data.at("/reply/state").asText()).isEqualTo("completed");
        var more = as("json").post(path + "/messages",
                Json.object().put("text", "more").put("conversation", data.path("conversation").asText())).expect(200);
        assertThat(more.at("/message/seq").asInt()).isEqualTo(3);
    }

    @Test
    void aRetryIsAnsweredWithTheFirstAnswer() {
        var body = Json.object().put("text", "once").put("id", "retry-1");
        var first = as("retry").post(path + "/messages", body).expect(200);
        assertThat((JsonNode) as("retry").post(path + "/messages", body).expect(200)).isEqualTo(first);
    }

    @Test
    void aFailedAnswerIsAReplyThatSaysSo() {
        hub.runner.on("fail", (_, answer) -> answer.failed(
                new AgentRunner.Failure(AgentRunner.Code.MODEL_UNAVAILABLE, "cause", "Not now.")));
        var reply = as("unlucky").post(path + "/messages", Json.object().put("text", "fail")).expect(200).path("reply");
        assertThat(reply.path("state").asText()).isEqualTo("failed");
        assertThat(reply.at("/failure/code").asText()).isEqualTo("model_unavailable");
    }

    @Test
    void anAnswerIsStreamedAsEventsNamedByFrame() throws MalformedJson {
        var answer = as("events").post(path + "/messages",
                Json.object().put("text", "stream it"), "Accept", "text/event-stream");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        var frames = events(answer.text());
        assertThat(ConversationTest.types(frames)).startsWith("accepted", "started", "delta").endsWith("completed");
        assertThat(ChatClient.text(frames)).isEqualTo("You said: stream it");
    }

    private static List<JsonNode> events(String stream) throws MalformedJson {
        var frames = new ArrayList<JsonNode>();
        for (var block : stream.split("\n\n")) {
            var lines = block.split("\n");
            if (lines.length == 2) {
                var frame = StrictJson.object(lines[1].substring("data: ".length()));
                assertThat(lines[0]).isEqualTo("event: " + frame.path("type").asText());
                frames.add(frame);
            }
        }
        return frames;
    }

    @Test
    void socketsOfTheSameUserHearWhatWasSentByHttp() {
        try (var client = hub.connect(agent).hello(signer.user("both"))) {
            as("both").post(path + "/messages", Json.object().put("text", "over http")).expect(200);
            assertThat(ConversationTest.types(client.until("completed"))).containsExactly("message", "started", "completed");
        }
    }

    @Test
    void wrongBodiesAreRefusedByField() {
        assertRefusedField("{}", "text");
        assertRefusedField("{\"text\":1}", "text");
        assertRefusedField("{\"text\":\"\"}", "text");
        assertRefusedField("{\"text\":\"x\",\"conversationId\":\"y\"}", "conversationId");
        assertRefusedField("{\"text\":\"x\",\"id\":\"\"}", "id");
        assertThat(as("wrong").post(path + "/messages", Json.object().put("text", "a".repeat(16_001))).refusal(413))
                .isEqualTo("too_large");
    }

    private void assertRefusedField(String body, String field) {
        var answer = as("wrong").send("POST", path + "/messages", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.refusal(400)).isEqualTo("invalid_request");
        assertThat(answer.json().at("/error/field").asText()).isEqualTo(field);
    }

    @Test
    void historyIsListedPagedRenamedAndDeletedByItsOwnerAlone() {
        var api = as("historian");
        var conversation = say(api, "first thing", null);
        for (int i = 0; i < 3; i++) {
            say(api, "message " + i, conversation);
        }
        say(api, "another conversation", null);
        var list = api.get(path + "/conversations?limit=1").expect(200);
        assertThat(list.at("/items/0/title").asText()).isEqualTo("another conversation");
        var next = api.get(path + "/conversations?limit=1&before=" + list.path("next").asText()).expect(200);
        assertThat(next.at("/items/0/id").asText()).isEqualTo(conversation);
        assertThat(next.has("next")).isFalse();

        var own = path + "/conversations/" + conversation;
        var page = api.get(own + "/messages?limit=3").expect(200);
        assertThat(page.path("items")).extracting(item -> item.path("seq").asInt()).containsExactly(6, 7, 8);
        assertThat(page.path("next").asInt()).isEqualTo(6);
        var rest = api.get(own + "/messages?before=6").expect(200);
        assertThat(rest.path("items")).hasSize(5);
        assertThat(rest.has("next")).isFalse();

        try (var tab = hub.connect(agent).hello(signer.user("historian"))) {
            assertThat(api.patch(own, Json.object().put("title", " Renamed ")).expect(200).path("title").asText())
                    .isEqualTo("Renamed");
            assertThat(tab.expect("changed").path("title").asText()).isEqualTo("Renamed");
            var thief = as("thief");
            assertThat(thief.get(own + "/messages").refusal(404)).isEqualTo("not_found");
            assertThat(thief.patch(own, Json.object().put("title", "Mine")).refusal(404)).isEqualTo("not_found");
            assertThat(thief.delete(own).refusal(404)).isEqualTo("not_found");
            api.delete(own).expect(200);
            assertThat(tab.expect("changed").path("deleted").asBoolean()).isTrue();
        }
        assertThat(api.get(own + "/messages").refusal(404)).isEqualTo("not_found");
    }

    @Test
    void pagesHaveBounds() {
        for (var query : List.of("limit=0", "limit=201", "limit=x", "limit=-1", "before=0", "before=x", "before=1e3",
                "limit=99999999999999999999")) {
            assertThat(as("pager").get(path + "/conversations/cnv_x/messages?" + query).refusal(400)).as(query)
                    .isEqualTo("invalid_request");
        }
        assertThat(as("pager").get(path + "/conversations?before=nonsense").refusal(400)).isEqualTo("invalid_request");
    }

    @Test
    void deletingAConversationEndsItsAnswer() throws InterruptedException {
        var spoken = hub.runner.spoken("delete me");
        try (var client = hub.connect(agent).hello(signer.user("deleter"))) {
            var conversation = client.say("1", "delete me").path("conversation").asText();
            client.expect("started");
            as("deleter").delete(path + "/conversations/" + conversation).expect(200);
            assertThat(spoken.wasInterrupted()).isTrue();
            client.expect("changed");
            assertThat(client.say("2", "a new one").path("conversation").asText()).isNotEqualTo(conversation);
        }
    }

    @Test
    void anAgentIsAddressedBySlugByIdOrByItsTenant() {
        var reachable = hub.makeDefault(hub.agent("by-tenant"));
        for (var reference : List.of("by-tenant", reachable.id().value(), hub.tenant.id().value())) {
            assertThat(hub.api("").get("/embed/v1/agents/" + reference + "/session").expect(200).at("/agent/slug").asText())
                    .isEqualTo("by-tenant");
        }
        assertThat(hub.api("").get("/embed/v1/agents/nobody/session").refusal(404)).isEqualTo("not_found");
    }

    private String say(Api api, String text, @Nullable String conversation) {
        var body = Json.object().put("text", text);
        if (conversation != null) {
            body.put("conversation", conversation);
        }
        return api.post(path + "/messages", body).expect(200).path("conversation").asText();
    }
}
