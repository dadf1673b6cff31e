package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentEdit;
import dev.parley.agents.TokenPolicy;
import dev.parley.audit.Actor;
import dev.parley.identity.Principal;
import dev.parley.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A visitor signs in: what becomes of what they said before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HandoverTest {
    private final ChatHub hub = ChatHub.start();
    private final Agent agent = hub.agent("adopting", HandoverTest::adopting);
    private final Agent other = hub.agent("other", HandoverTest::adopting);
    private final Agent plain = hub.agent("plain");
    private final TokenSigner signer = hub.signer(agent);

    private static AgentEdit adopting(AgentEdit draft) {
        var old = draft.definition();
        var policy = new TokenPolicy(old.tokenPolicy().accept(), false, old.tokenPolicy().maxLifetime(), true);
        var definition = new AgentDefinition(old.name(), old.content(), old.allowedOrigins(), policy);
        return new AgentEdit(draft.slug(), definition, draft.access(), draft.status(), draft.modelKey());
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    /// A visitor who has said something.
    private record Visitor(String token, String conversation) {}

    private Visitor visitor(Agent at, String text) {
        try (var client = hub.connect(at)) {
            client.send(Json.object().put("type", "hello"));
            var token = client.expect("ready").path("visitor").asText();
            var conversation = client.say("v-" + text, text).path("conversation").asText();
            client.expect("completed");
            return new Visitor(token, conversation);
        }
    }

    private static ObjectNode hello(String token, @Nullable String visitor) {
        return Json.object().put("type", "hello").put("token", token).put("visitor", visitor);
    }

    private JsonNode signIn(Agent at, String token, String visitor) {
        try (var client = hub.connect(at)) {
            client.send(hello(token, visitor));
            return client.expect("ready");
        }
    }

    private List<String> conversations(Agent at, String bearer, String... headers) {
        var ids = new ArrayList<String>();
        hub.api(bearer).get(ChatHub.path(at) + "/conversations", headers).expect(200).path("items")
                .forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void whoSignsInKeepsWhatThatBrowsersVisitorSaid() {
        var visitor = visitor(agent, "before");
        var ready = signIn(agent, signer.user("jane"), visitor.token());

        assertThat(ready.path("adopted").asBoolean()).isTrue();
        assertThat(ready.path("conversation").asText()).isEqualTo(visitor.conversation());
        assertThat(ready.has("visitor")).isFalse();
        assertThat(conversations(agent, signer.user("jane"))).contains(visitor.conversation());
        assertThat(hub.history(agent, signer.user("jane"), visitor.conversation())).hasSize(2);
    }

    @Test
    void itHappensOnceAndTheVisitorIsNobodyFromThenOn() {
        var visitor = visitor(agent, "once");
        signIn(agent, signer.user("first"), visitor.token());

        assertThat(signIn(agent, signer.user("second"), visitor.token()).has("adopted")).isFalse();
        assertThat(conversations(agent, signer.user("second"))).isEmpty();
        assertThat(signIn(agent, signer.user("first"), visitor.token()).path("adopted").asBoolean())
                .as("the same user again, from a second tab perhaps").isTrue();
        var answer = hub.api("").get(ChatHub.path(agent) + "/session", "Parley-Visitor", visitor.token());
        assertThat(answer.expect(200).path("visitor").asText()).isNotEqualTo(visitor.token());
        assertThat(conversations(agent, "", "Parley-Visitor", visitor.token())).isEmpty();
    }

    @Test
    void withoutTheSettingAVisitorStaysAVisitor() {
        var visitor = visitor(plain, "plain");
        assertThat(signIn(plain, hub.signer(plain).user("jane"), visitor.token()).has("adopted")).isFalse();
        assertThat(conversations(plain, "", "Parley-Visitor", visitor.token())).containsExactly(visitor.conversation());
    }

    @Test
    void onlyTheProofOfThisAgentsVisitorCounts() {
        var here = visitor(agent, "here");
        var there = visitor(other, "there");
        var id = hub.api("").get(ChatHub.path(agent) + "/session", "Parley-Visitor", here.token()).expect(200)
                .at("/principal/id").asText();
        for (var forged : List.of(there.token(), id, "vis_" + id, here.token() + "x", here.token().replace("vis_", "vst_"),
                "vis_", "", here.conversation(), here.token().substring(0, here.token().length() - 1) + "A")) {
            if (!forged.equals(here.token())) {
                assertThat(signIn(agent, signer.user("thief"), forged).has("adopted")).as(forged).isFalse();
            }
        }
        assertThat(conversations(agent, signer.user("thief"))).isEmpty();
        assertThat(conversations(agent, "", "Parley-Visitor", here.token())).containsExactly(here.conversation());
        assertThat(conversations(other, "", "Parley-Visitor", there.token())).containsExactly(there.conversation());
    }

    @Test
    void aRefusedTokenTakesNothingOver() {
        var visitor = visitor(agent, "refused");
        hub.identity.revocations().revoke(agent, Principal.Issuer.AGENT, "gone", Actor.MACHINE);
        for (var token : List.of("not a token", new TokenSigner("another secret of thirty-two bytes").user("jane"),
                signer.user("late", java.time.Instant.now().minusSeconds(5)), signer.user("gone"))) {
            try (var client = hub.connect(agent)) {
                client.send(hello(token, visitor.token()));
                client.expect("refused");
            }
        }
        assertThat(conversations(agent, "", "Parley-Visitor", visitor.token())).containsExactly(visitor.conversation());
    }

    @Test
    void aRequestWithoutASocketTakesNothingOver() {
        var visitor = visitor(agent, "by get");
        hub.api(signer.user("getter")).get(ChatHub.path(agent) + "/session", "Parley-Visitor", visitor.token()).expect(200);
        assertThat(conversations(agent, signer.user("getter"))).isEmpty();
    }

    @Test
    void anAnswerOnItsWayGoesOnAndIsTheUsers() {
        var spoken = hub.runner.spoken("long story");
        try (var visitor = hub.connect(agent); var user = hub.connect(agent)) {
            visitor.send(Json.object().put("type", "hello"));
            var token = visitor.expect("ready").path("visitor").asText();
            var conversation = visitor.say("1", "long story").path("conversation").asText();
            var run = visitor.expect("started").path("run").asText();
            visitor.say("2", "queued");
            spoken.say("Once ");
            visitor.expect("delta");

            user.send(hello(signer.user("listener"), token));
            assertThat(user.expect("ready").path("adopted").asBoolean()).isTrue();
            assertThat(visitor.expect("refused").at("/error/code").asText()).isEqualTo("identity_changed");
            assertThat(visitor.closeCode()).isEqualTo(4400);
            user.send(Json.object().put("type", "resume").put("conversation", conversation).put("afterSeq", 1)
                    .put("run", run).put("offset", 5));
            spoken.say("upon a time.");
            spoken.end();
            assertThat(ChatClient.text(user.until("completed"), 5)).isEqualTo("upon a time.");
            assertThat(user.answer()).as("what waited is answered too").isEqualTo("You said: queued");
            assertThat(hub.history(agent, signer.user("listener"), conversation)).extracting(message -> message.path("text").asText())
                    .containsExactly("long story", "Once upon a time.", "queued", "You said: queued");
            assertThat(hub.runner.asked().getLast().history()).hasSize(3);
        }
    }

    @Test
    void theUsersOtherTabsHearOfItAtOnce() {
        var visitor = visitor(agent, "shown at once");
        try (var tab = hub.connect(agent).hello(signer.user("tabs"))) {
            signIn(agent, signer.user("tabs"), visitor.token());
            var changed = tab.expect("changed");
            assertThat(changed.path("conversation").asText()).isEqualTo(visitor.conversation());
            assertThat(changed.path("title").asText()).isEqualTo("shown at once");
        }
    }
}
