package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Coming back to an answer: every character once, whenever the connection broke.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResumeTest {
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

    private static ObjectNode resume(String conversation, long afterSeq) {
        return Json.object().put("type", "resume").put("conversation", conversation).put("afterSeq", afterSeq);
    }

    @RepeatedTest(20)
    void anAnswerCutAnywhereIsWholeAfterwards(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var user = "cut" + repetition.getCurrentRepetition();
        var spoken = hub.runner.spoken(user);
        var whole = new StringBuilder();
        var speaker = Thread.ofVirtual().start(() -> speak(spoken, whole, random));

        String conversation;
        String run;
        var text = new StringBuilder();
        try (var client = client(user)) {
            conversation = client.say("1", user).path("conversation").asText();
            run = client.expect("started").path("run").asText();
            for (int goal = random.nextInt(800); text.length() < goal; ) {
                text.append(client.expect("delta").path("text").asText());
            }
        }
        while (true) {
            try (var client = client(user)) {
                client.send(resume(conversation, 1).put("run", run).put("offset", text.length()));
                var frames = new ArrayList<JsonNode>();
                int goal = random.nextInt(800);
                while (!isWhole(frames) && ChatClient.text(frames, text.length()).length() <= goal) {
                    frames.add(client.next());
                }
                text.append(ChatClient.text(frames, text.length()));
                if (isWhole(frames)) {
                    assertThat(ConversationTest.types(frames)).containsOnlyOnce("started", "resumed");
                    break;
                }
            }
        }
        join(speaker);
        assertThat(text.toString()).isEqualTo(whole.toString());
    }

    /// The end may also be heard before the resume is answered: every socket of the user hears it.
    private static boolean isWhole(List<JsonNode> frames) {
        var types = ConversationTest.types(frames);
        return types.contains("resumed") && types.getLast().equals("completed");
    }

    private static void speak(ScriptedAgentRunner.Spoken spoken, StringBuilder whole, Random random) {
        for (int i = 0; i < 200; i++) {
            var word = i % 7 == 0 ? "\ud83d\udce6 " : "word" + i + " ";
            whole.append(word);
            spoken.say(word);
            if (i % 20 == 0) {
                pause(1 + random.nextInt(10));
            }
        }
        spoken.end();
    }

    @Test
    void aSecondTabGetsTheWholeAnswerAndThenGoesAlong() {
        var spoken = hub.runner.spoken("for two tabs");
        try (var first = client("two"); var second = client("two")) {
            var conversation = first.say("1", "for two tabs").path("conversation").asText();
            first.expect("started");
            spoken.say("one two ");
            first.expect("delta");
            second.expect("started");
            second.send(resume(conversation, 0));
            var caughtUp = second.until("resumed");
            assertThat(ConversationTest.types(caughtUp)).containsExactly("message", "started", "delta", "resumed");
            assertThat(caughtUp.getLast().path("complete").asBoolean()).isTrue();
            spoken.say("three");
            spoken.end();
            assertThat(ChatClient.text(caughtUp) + ChatClient.text(second.until("completed"), 8)).isEqualTo("one two three");
        }
    }

    @Test
    void whatHappenedMeanwhileIsToldOnce() {
        try (var client = client("missed")) {
            var conversation = client.say("1", "first").path("conversation").asText();
            client.expect("completed");
            client.say("2", "second");
            client.expect("completed");
            client.send(resume(conversation, 1));
            var frames = client.until("resumed");
            assertThat(frames).extracting(frame -> frame.path("seq").asInt()).containsExactly(2, 3, 4, 4);
            assertThat(frames.getFirst().path("text").asText()).isEqualTo("You said: first");
        }
    }

    @Test
    void anAnswerThatEndedAMomentAgoIsFinishedFromWhereItBroke() {
        try (var client = client("late")) {
            var conversation = client.say("1", "late one").path("conversation").asText();
            var run = client.expect("started").path("run").asText();
            client.expect("completed");
            client.send(resume(conversation, 1).put("run", run).put("offset", 10));
            var frames = client.until("completed");
            assertThat(ConversationTest.types(frames)).containsExactly("started", "delta", "resumed", "completed");
            assertThat(ChatClient.text(frames, 10)).isEqualTo("late one");
        }
    }

    @Test
    void aPlaceThatDoesNotExistMeansReload() {
        try (var client = client("beyond")) {
            var conversation = client.say("1", "short").path("conversation").asText();
            var run = client.expect("started").path("run").asText();
            client.expect("completed");
            client.send(resume(conversation, 1).put("run", run).put("offset", 9_999));
            assertThat(client.expect("resumed").path("complete").asBoolean()).isFalse();
        }
    }

    @Test
    void whoKnowsOfMoreMessagesThanThereAreIsToldToReload() {
        try (var client = client("ahead")) {
            var conversation = client.say("1", "one").path("conversation").asText();
            client.expect("completed");
            client.send(resume(conversation, 40));
            var resumed = client.expect("resumed");
            assertThat(resumed.path("complete").asBoolean()).isFalse();
            assertThat(resumed.path("seq").asLong()).isEqualTo(2);
            client.say("2", "two");
            assertThat(client.answer()).as("the next one is told").isEqualTo("You said: two");
        }
    }

    @Test
    void aForeignConversationIsNotThere() {
        try (var owner = client("owner"); var thief = client("thief")) {
            var conversation = owner.say("1", "private").path("conversation").asText();
            var run = owner.expect("started").path("run").asText();
            thief.send(resume(conversation, 0).put("run", run).put("offset", 0));
            assertThat(thief.expect("refused").at("/error/code").asText()).isEqualTo("not_found");
            thief.send(Json.object().put("type", "send").put("id", "x").put("text", "hi").put("conversation", conversation));
            var refused = thief.expect("refused");
            assertThat(refused.path("id").asText()).isEqualTo("x");
            assertThat(refused.at("/error/code").asText()).isEqualTo("not_found");
        }
    }

    @Test
    void leavingAConversationEndsItsDeltas() {
        var spoken = hub.runner.spoken("left behind");
        try (var client = client("mover")) {
            client.say("1", "left behind");
            client.expect("started");
            spoken.say("heard");
            client.expect("delta");
            client.say("2", "elsewhere", "new");
            assertThat(client.answer()).isEqualTo("You said: elsewhere");
            spoken.say("unheard");
            spoken.end();
            assertThat(ConversationTest.types(client.until("completed"))).containsExactly("completed");
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
