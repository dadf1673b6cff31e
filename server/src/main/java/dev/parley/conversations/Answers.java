package dev.parley.conversations;

import dev.parley.platform.database.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Answers in the making. An answer has its row and its number from the start, is `streaming` until it ends, and never
/// changes after that. Where a visitor has become a user meanwhile, it is the user's.
public final class Answers {
    private final Database database;
    private final InstantSource clock;

    public Answers(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Makes the row of an answer that begins now, without text.
    ///
    /// @param question the user's message it is to
    /// @param replaces the earlier answer it stands for; null for the first answer
    /// @param model    which model is asked, such as `openai/gpt-4o`
    /// @return empty if the owner has no such conversation, question or earlier answer
    public Optional<Message> start(
            Owner owner, ConversationId conversation, MessageId question, @Nullable MessageId replaces, String model) {
        return database.write(handle -> {
            var started = start(handle, owner, conversation, question, replaces, model);
            if (started.isPresent()) {
                return started;
            }
            var heir = VisitorAdoption.heir(handle, owner);
            return heir.isPresent() ? start(handle, heir.get(), conversation, question, replaces, model) : started;
        });
    }

    private Optional<Message> start(Handle handle, Owner owner, ConversationId conversation, MessageId question,
            @Nullable MessageId replaces, String model) throws SQLException {
        if (!isIn(handle, owner, conversation, question, Message.Role.USER)
                || replaces != null && !isIn(handle, owner, conversation, replaces, Message.Role.ASSISTANT)) {
            return Optional.empty();
        }
        var now = Instant.ofEpochMilli(clock.millis());
        var seq = Sequence.next(handle.getConnection(), owner, conversation, now);
        if (seq.isEmpty()) {
            return Optional.empty();
        }
        var answer = new Message(MessageId.next(), conversation, seq.getAsLong(), Message.Role.ASSISTANT, "",
                Message.State.STREAMING, now, null, question, replaces, null, List.of(), null, null);
        insert(handle, owner, answer, model);
        return Optional.of(answer);
    }

    /// Keeps the text so far, so that a crash does not cost all of it. Does nothing for an answer that has ended.
    public void saveProgress(Owner owner, MessageId answer, String text) {
        database.write(handle -> handle.execute("""
                UPDATE messages SET text = ?
                WHERE tenant_id = ? AND agent_id = ? AND owner = ? AND id = ? AND state = 'streaming'""",
                Rows.storable(text), owner.tenant().value(), owner.agent().value(), owner.principal().owner(),
                answer.value()));
    }

    /// Stores the whole answer and how it ended.
    ///
    /// @return whether it was still streaming; false if it had ended before or its conversation is gone
    public boolean finish(Owner owner, MessageId answer, String text, AnswerEnd end, AnswerTimes times) {
        return database.write(handle -> {
            int stored = update(handle, owner, answer, text, end, times);
            return stored > 0 ? stored
                    : VisitorAdoption.heir(handle, owner)
                            .map(user -> update(handle, user, answer, text, end, times)).orElse(0);
        }) > 0;
    }

    /// Marks every answer that is still streaming as interrupted, with the text that was saved of it. For the start of
    /// a hub: whoever streamed them is gone.
    ///
    /// @return how many there were
    public int interruptAll() {
        return database.write(handle -> handle.execute(
                "UPDATE messages SET state = 'interrupted', failure = 'interrupted' WHERE state = 'streaming'"));
    }

    private static boolean isIn(
            Handle handle, Owner owner, ConversationId conversation, MessageId message, Message.Role role) {
        return handle
                .select("""
                        SELECT 1 FROM messages
                        WHERE tenant_id = ? AND agent_id = ? AND owner = ?
                          AND id = ? AND conversation_id = ? AND role = ?""",
                        owner.and(message.value(), conversation.value(), Rows.stored(role)))
                .mapTo(Integer.class).findOne().isPresent();
    }

    private static void insert(Handle handle, Owner owner, Message answer, String model) {
        handle.execute("""
                INSERT INTO messages (id, tenant_id, agent_id, owner, conversation_id, seq, role, state, text, answers,
                    replaces, model, created_at)
                VALUES (?, ?, ?, ?, ?, ?, 'assistant', 'streaming', '', ?, ?, ?, ?)""",
                answer.id().value(), owner.tenant().value(), owner.agent().value(), owner.principal().owner(),
                answer.conversation().value(), answer.seq(), value(answer.answers()), value(answer.replaces()), model,
                answer.createdAt().toEpochMilli());
    }

    private static int update(
            Handle handle, Owner owner, MessageId answer, String text, AnswerEnd end, AnswerTimes times) {
        var completed = end instanceof AnswerEnd.Completed well ? well : new AnswerEnd.Completed(List.of(), null);
        var usage = completed.usage();
        return handle.execute("""
                UPDATE messages
                SET state = ?, text = ?, failure = ?, cause = ?, citations = ?, input_tokens = ?, output_tokens = ?,
                    first_words_ms = ?, whole_ms = ?
                WHERE id = ? AND tenant_id = ? AND agent_id = ? AND owner = ? AND state = 'streaming'""",
                Rows.stored(end.state()), Rows.storable(text), failure(end), cause(end),
                CitationsJson.write(completed.citations()), usage == null ? null : usage.inputTokens(),
                usage == null ? null : usage.outputTokens(), millis(times.firstWords()), times.whole().toMillis(),
                answer.value(), owner.tenant().value(), owner.agent().value(), owner.principal().owner());
    }

    private static @Nullable String failure(AnswerEnd end) {
        return switch (end) {
            case AnswerEnd.Failed failed -> failed.code();
            case AnswerEnd.Interrupted _ -> "interrupted";
            case AnswerEnd.Completed _, AnswerEnd.Stopped _ -> null;
        };
    }

    private static @Nullable String cause(AnswerEnd end) {
        return end instanceof AnswerEnd.Failed failed ? Rows.storable(failed.cause()) : null;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable String value(@Nullable MessageId id) {
        return id == null ? null : id.value();
    }
}
