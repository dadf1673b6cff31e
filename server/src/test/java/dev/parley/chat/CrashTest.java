package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that outlive no crash, but are not lost with it.
final class CrashTest {
    @Test
    void anOrderlyStopLeavesAnInterruptedAnswerAndSaysGoodBye(@TempDir Path data) {
        String conversation;
        String token;
        try (var hub = new ChatHub(data, Map.of())) {
            var agent = hub.agent("helper");
            token = hub.signer(agent).user("jane");
            var spoken = hub.runner.spoken("long one");
            var client = hub.connect(agent).hello(token);
            conversation = client.say("1", "long one").path("conversation").asText();
            client.expect("started");
            spoken.say("some words");
            client.expect("delta");
            hub.closeChat();
            assertThat(client.expect("failed").path("code").asText()).isEqualTo("interrupted");
            assertThat(client.closeCode()).isEqualTo(1001);
            var answer = hub.history(agent, token, conversation).get(1);
            assertThat(answer.path("state").asText()).isEqualTo("interrupted");
            assertThat(answer.path("text").asText()).isEqualTo("some words");
        }
    }

    @Test
    void aCrashLeavesThePartThatWasSavedAndAQuestionThatIsAnsweredWhenSentAgain(@TempDir Path before, @TempDir Path after)
            throws Exception {
        String conversation;
        try (var hub = new ChatHub(before, Map.of())) {
            var agent = hub.agent("helper");
            var token = hub.signer(agent).user("jane");
            var spoken = hub.runner.spoken("long one");
            try (var client = hub.connect(agent).hello(token)) {
                conversation = client.say("1", "long one").path("conversation").asText();
                client.expect("started");
                client.say("2", "never reached");
                spoken.say("some words");
                client.expect("delta");
                while (hub.history(agent, token, conversation).get(1).path("text").asText().isEmpty()) {
                    Thread.sleep(50);
                }
            }
            // The files as a killed process would leave them.
            try (var files = Files.list(before)) {
                for (var file : files.toList()) {
                    Files.copy(file, after.resolve(file.getFileName()));
                }
            }
        }
        try (var hub = new ChatHub(after, Map.of())) {
            var agent = hub.agents.bySlugOrId("helper").orElseThrow();
            var token = hub.rotate(agent, Duration.ZERO).user("jane");
            var answer = hub.history(agent, token, conversation).get(1);
            assertThat(answer.path("state").asText()).isEqualTo("interrupted");
            assertThat(answer.path("text").asText()).isEqualTo("some words");
            try (var client = hub.connect(agent).hello(token)) {
                client.say("1", "long one", conversation);
                client.say("2", "never reached", conversation);
                assertThat(client.answer()).isEqualTo("You said: never reached");
                client.send(Json.object().put("type", "regenerate").put("message", answer.path("id").asText()));
                assertThat(client.answer()).isEqualTo("You said: long one");
            }
        }
    }
}
