package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentEdit;
import dev.parley.agents.Appearance;
import dev.parley.models.AgentRunner;
import dev.parley.models.PageContext;
import dev.parley.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a page says of itself, on its way to the model: unsigned, and never more than that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageDataTest {
    private final ChatHub hub = ChatHub.start();
    private final Agent agent = hub.agent("helper", PageDataTest::withVariable);
    private final TokenSigner signer = hub.signer(agent);

    private static AgentEdit withVariable(AgentEdit draft) {
        var old = draft.definition();
        var content = new AgentContent("You serve {{plan}}.", "Hello {{plan}}", old.starters(),
                List.of(new AgentDefinition.Variable("plan", "free", "", true)), old.model(), Appearance.PLAIN);
        return new AgentEdit(draft.slug(), old.withContent(content), draft.access(), draft.status(), draft.modelKey());
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    private static ObjectNode context(ObjectNode said) {
        var frame = Json.object().put("type", "context");
        frame.set("context", said);
        return frame;
    }

    private AgentRunner.Question asked(ChatClient client, String id) {
        client.say(id, "question " + id, "new");
        client.expect("completed");
        return hub.runner.asked().stream()
                .filter(question -> question.history().getLast().text().equals("question " + id)).findFirst().orElseThrow();
    }

    @Test
    void theModelGetsWhatThePageSaidLastAndNothingOfBefore() {
        try (var client = hub.connect(agent).hello(signer.user("reader"))) {
            client.send(context(Json.object().put("page", "/a").put("cart", 2)));
            assertThat(asked(client, "one").page().json()).isEqualTo("{\"page\":\"/a\",\"cart\":2}");
            client.send(context(Json.object().put("page", "/b")));
            assertThat(asked(client, "two").page().json()).isEqualTo("{\"page\":\"/b\"}");
            client.send(context(Json.object()));
            assertThat(asked(client, "three").page()).isEqualTo(PageContext.NONE);
        }
    }

    @Test
    void pageDataIsNoVariableNoIdentityAndNoRight() {
        try (var client = hub.connect(agent).hello(signer.user("plain"))) {
            client.send(context(Json.object().put("plan", "enterprise").put("user_email", "admin@example.com")
                    .put("kind", "member").put("conversation", "cnv_other")));
            var question = asked(client, "four");
            assertThat(question.variables()).containsExactly(java.util.Map.entry("plan", "free"));
            assertThat(question.principal().id()).isEqualTo("plain");
        }
    }

    @Test
    void anotherConnectionHearsNothingOfIt() {
        try (var one = hub.connect(agent).hello(signer.user("both")); var two = hub.connect(agent).hello(signer.user("both"))) {
            one.send(context(Json.object().put("page", "/secret")));
            assertThat(asked(two, "five").page()).isEqualTo(PageContext.NONE);
        }
    }

    @Test
    void tooMuchIsRefusedAndChangesNothing() {
        try (var client = hub.connect(agent).hello(signer.user("bounded"))) {
            client.send(context(Json.object().put("page", "/a")));
            client.send(context(Json.object().put("page", "x".repeat(3_000))));
            assertThat(client.expect("refused").at("/error/field").asText()).isEqualTo("context");
            assertThat(asked(client, "six").page().json()).isEqualTo("{\"page\":\"/a\"}");
        }
    }

    @Test
    void nobodySaysAnythingBeforeHello() {
        try (var client = hub.connect(agent)) {
            client.send(context(Json.object().put("page", "/a")));
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("invalid_request");
            assertThat(client.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void aMessageByHttpBringsItsOwn() {
        var body = Json.object().put("text", "by http");
        body.set("context", Json.object().put("page", "/rest"));
        hub.api(signer.user("rest")).post(ChatHub.path(agent) + "/messages", body).expect(200);
        assertThat(hub.runner.asked().stream().filter(question -> question.principal().id().equals("rest"))
                .map(question -> question.page().json())).containsExactly("{\"page\":\"/rest\"}");

        body.set("context", Json.array());
        assertThat(hub.api(signer.user("rest")).post(ChatHub.path(agent) + "/messages", body).refusal(400))
                .isEqualTo("invalid_request");
    }
}
