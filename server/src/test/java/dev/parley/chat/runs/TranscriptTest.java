package dev.parley.chat.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Message;
import dev.parley.conversations.MessageId;
import dev.parley.models.AgentRunner.Speaker;
import dev.parley.models.AgentRunner.Turn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a model is told of a conversation in which questions queued up and answers were made again.
final class TranscriptTest {
    private static final ConversationId CONVERSATION = ConversationId.next();

    private static Message user(long seq, String text) {
        return message(seq, Message.Role.USER, text, null, null);
    }

    private static Message answer(long seq, String text, Message to, @Nullable Message replaces) {
        return message(seq, Message.Role.ASSISTANT, text, to.id(), replaces == null ? null : replaces.id());
    }

    private static Message message(
            long seq, Message.Role role, String text, @Nullable MessageId answers, @Nullable MessageId replaces) {
        return new Message(MessageId.next(), CONVERSATION, seq, role, text, Message.State.COMPLETED, Instant.EPOCH, null,
                answers, replaces, null, List.of(), null, null);
    }

    private static List<String> texts(List<Turn> turns) {
        return turns.stream().map(turn -> (turn.speaker() == Speaker.USER ? "U:" : "A:") + turn.text()).toList();
    }

    @Test
    void eachQuestionIsFollowedByItsAnswerEvenIfItWasQueued() {
        var u1 = user(1, "one");
        var a1 = answer(2, "first", u1, null);
        var u2 = user(3, "two");
        var u3 = user(4, "three");
        var a2 = answer(5, "second", u2, null);
        var messages = List.of(u1, a1, u2, u3, a2);
        assertThat(texts(Transcript.until(u2, messages))).containsExactly("U:one", "A:first", "U:two");
        assertThat(texts(Transcript.until(u3, messages)))
                .containsExactly("U:one", "A:first", "U:two", "A:second", "U:three");
    }

    @Test
    void anAnswerMadeAgainCountsInItsLastForm() {
        var u1 = user(1, "one");
        var a1 = answer(2, "bad", u1, null);
        var a2 = answer(3, "good", u1, a1);
        var failed = answer(4, "", u1, a2);
        var u2 = user(5, "two");
        assertThat(texts(Transcript.until(u2, List.of(u1, a1, a2, failed, u2))))
                .containsExactly("U:one", "A:good", "U:two");
    }

    @Test
    void askingAnOldQuestionAgainLeavesOutWhatCameLater() {
        var u1 = user(1, "one");
        var a1 = answer(2, "first", u1, null);
        var u2 = user(3, "two");
        assertThat(texts(Transcript.until(u1, List.of(u1, a1, u2)))).containsExactly("U:one");
    }
}
