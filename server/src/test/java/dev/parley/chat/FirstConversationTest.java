package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// From hello to a completed answer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FirstConversationTest {
    private final ChatHub hub = ChatHub.start();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aVerifiedUserIsAnswered() {
        var agent = hub.agent("helper");
        var token = hub.signer(agent).user("jane@example.com");
        try (var client = hub.connect(agent)) {
            client.send(Json.object().put("type", "hello").put("token", token));
            var ready = client.expect("ready");
            assertThat(ready.at("/principal/kind").asText()).isEqualTo("user");
            assertThat(ready.at("/principal/issuer").asText()).isEqualTo("agent");
            assertThat(ready.at("/principal/id").asText()).isEqualTo("jane@example.com");
            assertThat(ready.at("/agent/slug").asText()).isEqualTo("helper");
            assertThat(ready.has("visitor")).isFalse();

            var accepted = client.say("m1", "good morning");
            assertThat(accepted.path("id").asText()).isEqualTo("m1");
            assertThat(accepted.path("seq").asLong()).isEqualTo(1);
            var frames = client.until("completed");
            assertThat(frames).extracting(frame -> frame.path("type").asText())
                    .startsWith("message", "started", "delta").endsWith("completed");
            assertThat(ChatClient.text(frames)).isEqualTo("You said: good morning");
            assertThat(frames.getLast().at("/usage/outputTokens").asLong()).isEqualTo(5);
        }
    }
}
