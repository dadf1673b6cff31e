package dev.parley.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.knowledge.SampleKnowledge;
import dev.parley.models.Questions;
import dev.parley.models.RecordedAnswer;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How well the built-in search answers and how honestly it refuses. Prints each mistake.
final class BuiltinEvaluationTest {
    @Test
    void mostQuestionsAreAnsweredRightAndMostOthersRefused() {
        try (var database = TestDatabases.open(Database.Dialect.SQLITE); var knowledge = new SampleKnowledge(database)) {
            var agent = Questions.agent(dev.parley.agents.ModelSettings.BUILTIN);
            knowledge.addAgent(agent.tenant(), agent.id());
            knowledge.addSamples(agent.tenant(), agent.id());
            var runner = new BuiltinRunner(knowledge.retrieval(), Duration.ZERO);
            int right = 0;
            int wrong = 0;
            int missed = 0;
            int refused = 0;
            for (var each : EvaluationSet.cases()) {
                var answer = new RecordedAnswer();
                runner.reply(Questions.ask(agent, each.question()), answer);
                boolean answered = !answer.completion().citations().isEmpty();
                boolean good = answered && each.expected() != null && answer.completion().citations().stream()
                        .anyMatch(citation -> citation.quote().contains(each.expected()));
                right += good ? 1 : 0;
                wrong += answered && !good ? 1 : 0;
                missed += !answered && each.expected() != null ? 1 : 0;
                refused += !answered && each.expected() == null ? 1 : 0;
                if (answered && !good || !answered && each.expected() != null) {
                    System.out.println((answered ? "WRONG  " : "MISSED ") + each.question() + " -> " + answer.completion().citations().stream().map(c -> c.quote()).toList());
                }
            }
            System.out.printf("right %d, wrong %d, missed %d, refused %d: precision %.2f, recall %.2f%n", right, wrong, missed,
                    refused, right / (double) (right + wrong), right / (double) (right + missed));
            assertThat(right / (double) (right + wrong)).as("precision").isGreaterThan(0.85);
        }
    }
}
