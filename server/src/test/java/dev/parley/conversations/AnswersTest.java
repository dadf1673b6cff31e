package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class AnswersTest {
    private final Conversations conversations;
    private final Answers answers;
    private final Owner owner = Owners.fresh();
    private int sent;

    AnswersTest(Database database) {
        conversations = new Conversations(database, InstantSource.system());
        answers = new Answers(database, InstantSource.system());
    }

    @Test
    void anAnswerHasItsNumberFromTheStart() {
        var question = ask();

        var answer = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow();

        assertThat(answer).returns(2L, Message::seq).returns(Message.State.STREAMING, Message::state)
                .returns(question.id(), Message::answers);
        assertThat(stored(answer)).isEqualTo(answer);
    }

    @Test
    void aCompletedAnswerKeepsItsCitationsAndUsage() {
        var answer = start();
        var citations = List.of(new Message.Citation("doc_1", "Delivery \"times\"", "within one\nday 📦"));
        var usage = new Message.Usage(412, 57);

        assertThat(answers.finish(owner, answer.id(), "It left.", new AnswerEnd.Completed(citations, usage), Owners.TIMES)).isTrue();

        assertThat(stored(answer)).returns("It left.", Message::text).returns(Message.State.COMPLETED, Message::state)
                .returns(citations, Message::citations).returns(usage, Message::usage);
    }

    @Test
    void aFailedAnswerKeepsItsCode() {
        var answer = start();

        answers.finish(owner, answer.id(), "It", new AnswerEnd.Failed("model_timeout", "no token for 30 s"), Owners.TIMES);

        assertThat(stored(answer)).returns("It", Message::text).returns(Message.State.FAILED, Message::state)
                .returns("model_timeout", Message::failure);
    }

    @Test
    void anAnswerThatEndedNeverChanges() {
        var answer = start();
        answers.finish(owner, answer.id(), "stopped here", new AnswerEnd.Stopped(), Owners.TIMES);
        var ended = stored(answer);

        answers.saveProgress(owner, answer.id(), "more");
        assertThat(answers.finish(owner, answer.id(), "more", new AnswerEnd.Completed(List.of(), null), Owners.TIMES)).isFalse();

        assertThat(stored(answer)).isEqualTo(ended);
    }

    @Test
    void aCrashLeavesInterruptedAnswersWithTheTextThatWasSaved() {
        var answer = start();
        answers.saveProgress(owner, answer.id(), "half of");
        var done = start();
        answers.finish(owner, done.id(), "done", new AnswerEnd.Completed(List.of(), null), Owners.TIMES);

        assertThat(answers.interruptAll()).isPositive();

        assertThat(stored(answer)).returns("half of", Message::text).returns(Message.State.INTERRUPTED, Message::state)
                .returns("interrupted", Message::failure);
        assertThat(stored(done)).returns(Message.State.COMPLETED, Message::state);
        assertThat(answers.interruptAll()).isZero();
    }

    @Test
    void aRegeneratedAnswerIsANewMessageThatReplacesTheOldOne() {
        var question = ask();
        var first = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow();
        answers.finish(owner, first.id(), "first", new AnswerEnd.Completed(List.of(), null), Owners.TIMES);

        var second = answers.start(owner, question.conversation(), question.id(), first.id(), "builtin").orElseThrow();

        assertThat(second).returns(3L, Message::seq).returns(first.id(), Message::replaces);
        assertThat(conversations.messagesAfter(owner, question.conversation(), 0, 10)).extracting(Message::text)
                .containsExactly(question.text(), "first", "");
    }

    @Test
    void anAnswerNeedsAQuestionOfTheSameConversation() {
        var question = ask();
        var elsewhere = ask();

        assertThat(answers.start(owner, question.conversation(), elsewhere.id(), null, "builtin")).isEmpty();
        assertThat(answers.start(owner, question.conversation(), question.id(), question.id(), "builtin")).isEmpty();
        assertThat(answers.start(owner, ConversationId.next(), question.id(), null, "builtin")).isEmpty();
        assertThat(conversations.find(owner, question.conversation())).get().returns(1L, Conversation::lastSeq);
    }

    @Test
    void anAnswerWhoseConversationWasDeletedEndsNowhere() {
        var answer = start();
        conversations.delete(owner, answer.conversation());

        answers.saveProgress(owner, answer.id(), "text");
        assertThat(answers.finish(owner, answer.id(), "text", new AnswerEnd.Stopped(), Owners.TIMES)).isFalse();
    }

    private Message start() {
        var question = ask();
        return answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow();
    }

    private Message ask() {
        var appended = conversations.append(owner, "c-" + sent++, "question " + sent, null);
        return ((Appended.New) appended).message();
    }

    private Message stored(Message message) {
        return conversations.message(owner, message.id()).orElseThrow();
    }
}
