package dev.parley.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.ModelSettings;
import dev.parley.knowledge.SampleKnowledge;
import dev.parley.models.Questions;
import dev.parley.models.RecordedAnswer;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BuiltinRunnerTest {
    private Database database;
    private SampleKnowledge knowledge;
    private Agent agent;

    @BeforeAll
    void start() {
        database = TestDatabases.open(Database.Dialect.SQLITE);
        knowledge = new SampleKnowledge(database);
        agent = Questions.agent(ModelSettings.BUILTIN);
        knowledge.addAgent(agent.tenant(), agent.id());
        knowledge.add(agent.tenant(), agent.id(), "Shop *rules*.md",
                "# Returns [new]\n\nYou may return anything within 30 days & <b>for free</b>. # 2 * 3 = 6 `x`."
                        .getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    void stop() {
        knowledge.close();
        database.close();
    }

    private RecordedAnswer ask(Agent whom, String text) {
        var answer = new RecordedAnswer();
        new BuiltinRunner(knowledge.retrieval(), Duration.ZERO).reply(Questions.ask(whom, text), answer);
        return answer;
    }

    @Test
    void anAnswerQuotesTheDocumentAndCitesIt() {
        var answer = ask(agent, "How many days do I have to return something?");
        assertThat(answer.text()).startsWith("Here is what I found in **Shop \\*rules\\*.md** (Returns \\[new\\]):\n\n> You may")
                .contains("within 30 days \\& for free. \\# 2 \\* 3 = 6 x.");
        assertThat(answer.completion().citations()).singleElement().satisfies(citation -> {
            assertThat(citation.name()).isEqualTo("Shop *rules*.md");
            assertThat(citation.document()).startsWith("doc_");
            assertThat(citation.quote()).contains("You may return anything within 30 days & for free.");
        });
    }

    @Test
    void anAnswerComesWordByWord() {
        assertThat(ask(agent, "How many days do I have to return something?").pieces()).hasSizeGreaterThan(10)
                .startsWith("Here", " is", " what");
    }

    @Test
    void aGreetingIsAnsweredWithTheAgentsOwnFilledIn() {
        assertThat(ask(agent, "Hello!").text()).startsWith("Hello Jane, how can I help?").contains("Parley's built-in search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"who are you?", "What are you", "are you a language model?", "Are you ChatGPT?"})
    void askedWhatItIsItSaysThatItIsSearch(String question) {
        assertThat(ask(agent, question).text()).contains("built-in search", "not a language model");
    }

    @Test
    void whereTheDocumentsHoldNoAnswerItSaysSo() {
        var answer = ask(agent, "Who won the football world cup in 2018?");
        assertThat(answer.text()).contains("could not find an answer");
        assertThat(answer.completion().citations()).isEmpty();
    }

    @Test
    void anAgentWithoutDocumentsSaysSo() {
        assertThat(ask(Questions.agent(ModelSettings.BUILTIN), "How long do refunds take?").text()).contains("no documents");
    }

    @Test
    void anInterruptedAnswerJustStops() throws Exception {
        var answer = new RecordedAnswer();
        var runner = new BuiltinRunner(knowledge.retrieval(), Duration.ofSeconds(20));
        var saying = Thread.ofVirtual().start(() -> runner.reply(Questions.ask(agent, "hello"), answer));
        answer.awaitFirstWords();
        saying.interrupt();
        saying.join();
        assertThat(answer.hasEnded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"hi,GREETING", "Good morning!,GREETING", "thanks a lot :),THANKS", "Thank you for your help,THANKS", "bye,FAREWELL",
            "What can you do?,HELP", "ok,ASSENT", "Tschüss!,FAREWELL"})
    void smallTalkIsRecognised(String text, SmallTalk kind) {
        assertThat(SmallTalk.of(text)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hi, how long do refunds take?", "thanks, and where is my order", "help me return a tent", "no refunds?",
            "who are your carriers", "ok google what is the time"})
    void aQuestionWithAPoliteBeginningIsAQuestion(String text) {
        assertThat(SmallTalk.of(text)).isEmpty();
    }
}
