package dev.parley.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.ModelSettings;
import dev.parley.knowledge.SampleKnowledge;
import dev.parley.models.Questions;
import dev.parley.models.RecordedAnswer;
import dev.parley.models.builtin.EvaluationSet.Case;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import java.time.Duration;
import java.util.EnumMap;
import org.junit.jupiter.api.Test;

/// How well the built-in search answers and how honestly it refuses. Prints the figures and each mistake.
final class BuiltinEvaluationTest {
    private enum Outcome { RIGHT, WRONG, MISSED, REFUSED }

    @Test
    void nearlyAllAnswersAreRightAndMostQuestionsAreAnswered() {
        try (var database = TestDatabases.open(Database.Dialect.SQLITE); var knowledge = new SampleKnowledge(database)) {
            var agent = Questions.agent(ModelSettings.BUILTIN);
            knowledge.addAgent(agent.tenant(), agent.id());
            knowledge.addSamples(agent.tenant(), agent.id());
            var runner = new BuiltinRunner(knowledge.retrieval(), Duration.ZERO);
            var counts = new EnumMap<Outcome, Integer>(Outcome.class);
            for (var each : EvaluationSet.cases()) {
                counts.merge(outcome(runner, agent, each), 1, Integer::sum);
            }
            double right = counts.getOrDefault(Outcome.RIGHT, 0);
            double precision = right / (right + counts.getOrDefault(Outcome.WRONG, 0));
            double recall = right / EvaluationSet.cases().stream().filter(each -> each.expected() != null).count();
            System.out.printf("built-in search: %s, precision %.2f, recall %.2f%n", counts, precision, recall);
            assertThat(precision).isGreaterThanOrEqualTo(0.94);
            assertThat(recall).isGreaterThanOrEqualTo(0.75);
        }
    }

    private static Outcome outcome(BuiltinRunner runner, Agent agent, Case each) {
        var answer = new RecordedAnswer();
        runner.reply(Questions.ask(agent, each.question()), answer);
        var quotes = answer.completion().citations().stream().map(citation -> citation.quote()).toList();
        var expected = each.expected();
        boolean right = expected != null && quotes.stream().anyMatch(quote -> quote.contains(expected));
        var outcome = quotes.isEmpty() ? expected == null ? Outcome.REFUSED : Outcome.MISSED
                : right ? Outcome.RIGHT : Outcome.WRONG;
        if (outcome == Outcome.WRONG || outcome == Outcome.MISSED) {
            System.out.println(outcome + ": " + each.question() + " " + quotes);
        }
        return outcome;
    }
}
