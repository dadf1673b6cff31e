package dev.parley.chat.runs;

import dev.parley.conversations.Message;
import dev.parley.conversations.MessageId;
import dev.parley.models.AgentRunner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a model is told of a conversation.
final class Transcript {
    private Transcript() {}

    /// The turns up to `question`, which comes last. Each earlier message is followed by its answer, even where
    /// questions queued up; an answer that was made again counts only in its last form; messages that came after the
    /// question, and answers without a word, are left out.
    ///
    /// @param messages the conversation, oldest first; `question` may be missing from it
    static List<AgentRunner.Turn> until(Message question, List<Message> messages) {
        var answers = latestAnswers(messages);
        var turns = new ArrayList<AgentRunner.Turn>();
        for (var message : messages) {
            if (message.role() == Message.Role.USER && message.seq() < question.seq()) {
                turns.add(new AgentRunner.Turn(AgentRunner.Speaker.USER, message.text()));
                var answer = answers.get(message.id());
                if (answer != null) {
                    turns.add(new AgentRunner.Turn(AgentRunner.Speaker.AGENT, answer.text()));
                }
            }
        }
        turns.add(new AgentRunner.Turn(AgentRunner.Speaker.USER, question.text()));
        return turns;
    }

    private static Map<MessageId, Message> latestAnswers(List<Message> messages) {
        var answers = new HashMap<MessageId, Message>();
        for (var message : messages) {
            if (message.answers() != null && !message.text().isBlank()) {
                answers.put(message.answers(), message);
            }
        }
        return answers;
    }
}
