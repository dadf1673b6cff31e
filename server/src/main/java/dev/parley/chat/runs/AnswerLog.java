package dev.parley.chat.runs;

import dev.parley.conversations.AnswerTimes;
import dev.parley.conversations.Answers;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Message;
import dev.parley.models.AgentRunner;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.http.Refused;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a run that is on disk.
public final class AnswerLog {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerLog.class);
    /// How much of a conversation its model is told.
    private static final int REMEMBERED_MESSAGES = 100;
    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    private static final Duration BETWEEN_LATE_ATTEMPTS = Duration.ofSeconds(10);

    private final Conversations conversations;
    private final Answers answers;

    public AnswerLog(Conversations conversations, Answers answers) {
        this.conversations = conversations;
        this.answers = answers;
    }

    /// Makes the row of an answer.
    ///
    /// @throws Refused `not_found` if the conversation is gone
    Message begin(Question question) {
        var replaced = question.replaces();
        return answers.start(question.asker().owner(), question.conversation(), question.message().id(),
                        replaced == null ? null : replaced.id(),
                        question.asker().agent().definition().model().label())
                .orElseThrow(() -> Refused.notFound("conversation"));
    }

    /// What the model is asked.
    AgentRunner.Question asked(Question question) {
        var asker = question.asker();
        List<Message> history = conversations.messagesBefore(
                conversations.ownerNow(asker.owner()), question.conversation(), Long.MAX_VALUE, REMEMBERED_MESSAGES);
        return new AgentRunner.Question(
                asker.agent(), asker.principal(), asker.variables(), Transcript.until(question.message(), history),
                asker.page());
    }

    /// Keeps the words so far; a failure is no harm, the end stores all of them.
    void save(Question question, Message row, String text) {
        try {
            answers.saveProgress(question.asker().owner(), row.id(), text);
        } catch (DatabaseUnavailable e) {
            LOG.warn("{}: the words so far could not be stored", row.id(), e);
        }
    }

    /// Stores an answer that ended. While the store is gone this goes on in the background.
    ///
    /// @return how it ended, which is a failure if it could not be stored yet
    Ending end(Question question, Run run, String text, Ending ending) {
        var times = run.times();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (store(question, run.row(), text, ending, times)) {
                return ending;
            }
            pause(BETWEEN_ATTEMPTS);
        }
        Thread.ofVirtual().name("store-late").start(() -> {
            while (!store(question, run.row(), text, ending, times)) {
                pause(BETWEEN_LATE_ATTEMPTS);
            }
        });
        return Ending.broken("The store was unavailable.");
    }

    private boolean store(Question question, Message row, String text, Ending ending, AnswerTimes times) {
        try {
            answers.finish(question.asker().owner(), row.id(), text, ending.stored(), times);
            return true;
        } catch (DatabaseUnavailable e) {
            LOG.error("{}: the answer could not be stored yet", row.id(), e);
            return false;
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
