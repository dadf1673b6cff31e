package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How much one caller may ask for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitsTest {
    private final ChatHub hub = ChatHub.start(Map.of(
            Limit.SENDS_PER_USER, "3/1h", Limit.SENDS_PER_VISITOR, "2/1h", Limit.SENDS_PER_ADDRESS, "5/1h",
            Limit.FAILED_VERIFICATIONS, "3/1h", Limit.SOCKETS_PER_USER, "2", Limit.SOCKETS_PER_ADDRESS, "3",
            Limit.RUNS_PER_USER, "1"));

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aUserIsSlowedDownAndNobodyElse() {
        var agent = hub.agent("sends");
        var signer = hub.signer(agent);
        try (var jane = hub.connect(agent).hello(signer.user("jane")); var joe = hub.connect(agent).hello(signer.user("joe"))) {
            for (int i = 0; i < 3; i++) {
                jane.say("m" + i, "hello " + i);
                jane.expect("completed");
            }
            jane.send(Json.object().put("type", "send").put("id", "m4").put("text", "one too many"));
            var refused = jane.expect("refused");
            assertThat(refused.path("id").asText()).isEqualTo("m4");
            assertThat(refused.at("/error/code").asText()).isEqualTo("rate_limited");
            assertThat(refused.at("/error/retryAfterMs").asLong()).isPositive();
            assertThat(jane.say("m0", "hello 0").path("id").asText()).as("a retry costs nothing").isEqualTo("m0");
            joe.say("1", "not me");
            joe.expect("completed");
            var http = hub.api(signer.user("jane")).post(ChatHub.path(agent) + "/messages", Json.object().put("text", "x"));
            assertThat(http.refusal(429)).isEqualTo("rate_limited");
            assertThat(Long.parseLong(http.headers().firstValue("Retry-After").orElse("0"))).isPositive();
        }
    }

    @Test
    void aVisitorCannotEscapeTheLimitOfItsAddressWithNewTokens() {
        var agent = hub.agent("visitors");
        int accepted = 0;
        for (int i = 0; i < 8; i++) {
            var answer = hub.api("").post(ChatHub.path(agent) + "/messages", Json.object().put("text", "hi"));
            accepted += answer.status() == 200 ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(5);
    }

    @Test
    void refusedTokensAreLimitedWhileGoodOnesPass() {
        var agent = hub.agent("forgeries");
        var signer = hub.signer(agent);
        var path = ChatHub.path(agent) + "/session";
        for (int i = 0; i < 3; i++) {
            assertThat(hub.api("a.b.c").get(path).refusal(401)).isEqualTo("authentication_failed");
        }
        assertThat(hub.api("a.b.c").get(path).refusal(429)).isEqualTo("rate_limited");
        hub.api(signer.user("jane")).get(path).expect(200);
    }

    @Test
    void openSocketsAreLimitedAndGivenBack() {
        var agent = hub.agent("sockets");
        var signer = hub.signer(agent);
        var first = hub.connect(agent).hello(signer.user("jane"));
        try (var _ = hub.connect(agent).hello(signer.user("jane")); var third = hub.connect(agent)) {
            third.send(Json.object().put("type", "hello").put("token", signer.user("jane")));
            assertThat(third.expect("refused").at("/error/code").asText()).isEqualTo("rate_limited");
            assertThat(third.closeCode()).isEqualTo(4429);
            first.close();
            untilAdmitted(agent, signer.user("jane")).close();
        }
    }

    private ChatClient untilAdmitted(Agent agent, String token) {
        while (true) {
            var client = hub.connect(agent);
            client.send(Json.object().put("type", "hello").put("token", token));
            if (client.next().path("type").asText().equals("ready")) {
                return client;
            }
            client.close();
        }
    }

    @Test
    void answersAtOnceAreLimitedPerUserNotPerConversation() {
        var agent = hub.agent("runs");
        var signer = hub.signer(agent);
        var spoken = hub.runner.spoken("keep busy");
        try (var client = hub.connect(agent).hello(signer.user("busy"))) {
            var conversation = client.say("1", "keep busy").path("conversation").asText();
            client.expect("started");
            client.send(Json.object().put("type", "send").put("id", "2").put("text", "x").put("conversation", "new"));
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("rate_limited");
            client.say("3", "in line", conversation);
            spoken.end();
            client.expect("completed");
            assertThat(client.answer()).isEqualTo("You said: in line");
        }
    }
}
