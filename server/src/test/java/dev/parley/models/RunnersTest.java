package dev.parley.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.ModelSettings;
import dev.parley.knowledge.SampleKnowledge;
import dev.parley.models.AgentRunner.Code;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.http.OutboundHosts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunnersTest {
    private static RecordedAnswer ask(SampleKnowledge knowledge, ModelSettings model, ModelKeys keys) {
        var answer = new RecordedAnswer();
        try (var runners = Runners.start(knowledge.retrieval(), keys, new OutboundHosts(List.of()), Clock.systemUTC())) {
            runners.reply(Questions.ask(Questions.agent(model), "How long do refunds take?"), answer);
        }
        return answer;
    }

    @Test
    void eachAgentAnswersThroughItsProvider() {
        try (var database = TestDatabases.open(Database.Dialect.SQLITE); var knowledge = new SampleKnowledge(database)) {
            assertThat(ask(knowledge, ModelSettings.BUILTIN, _ -> Optional.empty()).text()).contains("no documents");
            var openAi = ask(knowledge, new ModelSettings("openai", "http://127.0.0.1:1/v1", "m", null), _ -> Optional.empty());
            assertThat(openAi.failure().code()).isEqualTo(Code.MODEL_UNAVAILABLE);
            assertThat(openAi.failure().cause()).contains("127.0.0.1:1 is a private address", "PARLEY_PRIVATE_HOSTS");
            var unknown = ask(knowledge, new ModelSettings("oracle", null, null, null), _ -> Optional.empty());
            assertThat(unknown.failure().cause()).contains("oracle");
        }
    }

    @Test
    void anErrorOfOurOwnEndsTheAnswer() {
        try (var database = TestDatabases.open(Database.Dialect.SQLITE); var knowledge = new SampleKnowledge(database)) {
            var answer = ask(knowledge, new ModelSettings("openai", "https://api.example.com/v1", "m", "mky_1"), _ -> {
                throw new IllegalStateException("the key cannot be opened");
            });
            assertThat(answer.failure().code()).isEqualTo(Code.INTERNAL_ERROR);
            assertThat(answer.failure().cause()).doesNotContain("key");
        }
    }
}
