package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Agent;
import dev.parley.models.AgentRunner;
import dev.parley.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Talking on the socket: acceptance, order, tabs, stopping, asking again, rating.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConversationTest {
    private final ChatHub hub = ChatHub.start();
    private final Agent agent = hub.agent("helper");
    private final TokenSigner signer = hub.signer(agent);

    @AfterAll
    void stop() {
        hub.close();
    }

    private ChatClient client(String user) {
        return hub.connect(agent).hello(signer.user(user));
    }

    @Test
    void aVerifiedUserIsAnswered() {
        try (var client = hub.connect(agent)) {
            client.send(Json.object().put("type", "hello").put("token", signer.user("jane@example.com")));
            var ready = client.expect("ready");
            assertThat(ready.at("/principal/kind").asText()).isEqualTo("user");
            assertThat(ready.at("/principal/issuer").asText()).isEqualTo("agent");
            assertThat(ready.at("/principal/id").asText()).isEqualTo("jane@example.com");
            assertThat(ready.at("/agent/slug").asText()).isEqualTo("helper");
            assertThat(ready.has("visitor")).isFalse();

            assertThat(client.say("m1", "good morning").path("seq").asLong()).isEqualTo(1);
            var frames = client.until("completed");
            assertThat(types(frames)).startsWith("message", "started", "delta").endsWith("completed");
            assertThat(ChatClient.text(frames)).isEqualTo("You said: good morning");
            assertThat(frames.getLast().at("/usage/outputTokens").asLong()).isEqualTo(5);
        }
    }

    @Test
    void aMessageSentTwiceIsStoredAndAnsweredOnce() {
        try (var one = client("twice"); var other = client("twice")) {
            var first = one.say("same", "only once");
            var second = other.say("same", "only once");
            assertThat(second).isEqualTo(first);
            one.expect("completed");
            assertThat(one.say("same", "only once")).isEqualTo(first);
            var items = history("twice", first.path("conversation").asText());
            assertThat(items).extracting(item -> item.path("role").asText()).containsExactly("user", "assistant");
        }
    }

    @Test
    void aSendWithoutAConversationContinuesThisConnectionsOwn() {
        try (var one = client("threads"); var other = client("threads")) {
            var first = one.say("a", "one").path("conversation").asText();
            assertThat(one.say("b", "two").path("conversation").asText()).isEqualTo(first);
            assertThat(one.say("c", "three", "new").path("conversation").asText()).isNotEqualTo(first);
            assertThat(other.say("d", "four").path("conversation").asText()).isNotEqualTo(first);
            assertThat(one.say("e", "five", first).path("seq").asLong()).isGreaterThan(2);
        }
    }

    @Test
    void laterMessagesAreAcceptedAtOnceAndAnsweredInOrder() {
        var slow = hub.runner.spoken("slow one");
        try (var client = client("queue")) {
            var conversation = client.say("1", "slow one").path("conversation").asText();
            client.expect("started");
            assertThat(client.say("2", "second").path("seq").asLong()).isEqualTo(3);
            assertThat(client.say("3", "third").path("seq").asLong()).isEqualTo(4);
            slow.say("at last");
            slow.end();
            assertThat(client.answer()).isEqualTo("at last");
            assertThat(client.answer()).isEqualTo("You said: second");
            assertThat(client.answer()).isEqualTo("You said: third");
            assertThat(history("queue", conversation)).extracting(item -> item.path("seq").asInt())
                    .containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(lastAsked("third").history()).extracting(AgentRunner.Turn::text)
                    .containsExactly("slow one", "at last", "second", "You said: second", "third");
        }
    }

    @Test
    void everyTabHearsOfAnAnswerButOnlyItsOwnConversationsDeltas() {
        try (var here = client("tabs"); var there = client("tabs"); var stranger = client("stranger")) {
            here.say("1", "hello tabs");
            assertThat(here.answer()).isEqualTo("You said: hello tabs");
            var heard = there.until("completed");
            assertThat(types(heard)).containsExactly("message", "started", "completed");
            assertThat(stranger.rest()).isEmpty();
        }
    }

    @Test
    void anAnswerIsStoppedWithItsWordsSoFar() throws InterruptedException {
        var spoken = hub.runner.spoken("stop me");
        try (var client = client("stopper"); var other = client("not the stopper")) {
            var conversation = client.say("1", "stop me").path("conversation").asText();
            var run = client.expect("started").path("run").asText();
            spoken.say("some words");
            client.expect("delta");
            other.send(Json.object().put("type", "stop").put("run", run));
            assertThat(other.expect("refused").at("/error/code").asText()).isEqualTo("not_found");
            client.send(Json.object().put("type", "stop").put("run", run));
            assertThat(client.expect("stopped").path("run").asText()).isEqualTo(run);
            assertThat(spoken.wasInterrupted()).isTrue();
            var answer = history("stopper", conversation).get(1);
            assertThat(answer.path("state").asText()).isEqualTo("stopped");
            assertThat(answer.path("text").asText()).isEqualTo("some words");
        }
    }

    @Test
    void anAnswerMadeAgainReplacesTheOldOne() {
        try (var client = client("again")) {
            var conversation = client.say("1", "question").path("conversation").asText();
            var old = client.expect("completed").path("message").asText();
            client.send(Json.object().put("type", "regenerate").put("message", old));
            var started = client.expect("started");
            assertThat(started.path("replaces").asText()).isEqualTo(old);
            assertThat(started.path("seq").asInt()).isEqualTo(3);
            assertThat(client.answer()).isEqualTo("You said: question");
            assertThat(history("again", conversation).get(2).path("replaces").asText()).isEqualTo(old);
        }
    }

    @Test
    void aFailedAnswerSaysWhy() {
        hub.runner.on("fail", (_, answer) -> {
            answer.text("partly");
            answer.failed(new AgentRunner.Failure(AgentRunner.Code.MODEL_TIMEOUT, "secret cause", "It took too long."));
        });
        try (var client = client("failing")) {
            var conversation = client.say("1", "fail").path("conversation").asText();
            var failed = client.expect("failed");
            assertThat(failed.path("code").asText()).isEqualTo("model_timeout");
            assertThat(failed.path("detail").asText()).isEqualTo("It took too long.");
            assertThat(history("failing", conversation).get(1).at("/failure/code").asText()).isEqualTo("model_timeout");
        }
    }

    @Test
    void aRunnerThatThrowsFailsTheAnswerAndNothingElse() {
        hub.runner.on("throw", (_, _) -> {
            throw new IllegalStateException("scripted");
        });
        try (var client = client("thrower")) {
            client.say("1", "throw");
            assertThat(client.expect("failed").path("code").asText()).isEqualTo("internal_error");
            client.say("2", "still there");
            assertThat(client.answer()).isEqualTo("You said: still there");
        }
    }

    @Test
    void aRatingIsKeptToldAndTakenBack() {
        try (var client = client("critic"); var tab = client("critic")) {
            client.say("1", "rate me");
            var answer = client.expect("completed").path("message").asText();
            client.send(Json.object().put("type", "feedback").put("message", answer).put("rating", "down"));
            assertThat(tab.expect("changed").path("rating").asText()).isEqualTo("down");
            client.send(Json.object().put("type", "feedback").put("message", answer).put("rating", "none"));
            assertThat(tab.expect("changed").path("rating").asText()).isEqualTo("none");
            client.send(Json.object().put("type", "feedback").put("message", "msg_other").put("rating", "up"));
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("not_found");
        }
    }

    @Test
    void toolsAreShownWhileTheyRun() {
        hub.runner.on("use tool", (_, answer) -> {
            answer.tool("lookup", "running");
            answer.tool("lookup", "completed");
            answer.completed(new AgentRunner.Completion(List.of(new AgentRunner.Citation("doc", "Page", "a quote")), null));
        });
        try (var client = client("tools")) {
            client.say("1", "use tool");
            assertThat(client.expect("tool").path("state").asText()).isEqualTo("running");
            assertThat(client.expect("tool").path("state").asText()).isEqualTo("done");
            assertThat(client.expect("completed").at("/citations/0/quote").asText()).isEqualTo("a quote");
        }
    }

    @Test
    void aRunGoesOnWhenItsSocketIsGone() {
        var spoken = hub.runner.spoken("keep going");
        String conversation;
        try (var client = client("leaver")) {
            conversation = client.say("1", "keep going").path("conversation").asText();
            client.expect("started");
        }
        try (var later = client("leaver")) {
            spoken.say("nobody ");
            spoken.say("listened");
            spoken.end();
            later.expect("completed");
            assertThat(history("leaver", conversation).get(1).path("text").asText()).isEqualTo("nobody listened");
        }
    }

    private List<JsonNode> history(String user, String conversation) {
        return hub.history(agent, signer.user(user), conversation);
    }

    private AgentRunner.Question lastAsked(String text) {
        return hub.runner.asked().stream()
                .filter(question -> question.history().getLast().text().equals(text)).toList().getLast();
    }

    static List<String> types(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.path("type").asText()).toList();
    }
}
