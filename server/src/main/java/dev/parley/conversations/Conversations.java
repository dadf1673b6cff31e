package dev.parley.conversations;

import dev.parley.identity.Principal;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DuplicateKey;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What principals and agents said to each other. Every question names the owner; what belongs to somebody else reads
/// as missing. Each write is on disk when its method returns.
public final class Conversations {
    private static final String CONVERSATIONS = """
            SELECT id, title, created_at, updated_at, last_seq FROM conversations
            WHERE tenant_id = ? AND agent_id = ? AND owner = ?\s""";
    private static final String OWNED_CONVERSATION = "WHERE tenant_id = ? AND agent_id = ? AND owner = ? AND id = ?";
    private static final String ANSWER = """
            SELECT conversation_id FROM messages
            WHERE tenant_id = ? AND agent_id = ? AND owner = ? AND id = ? AND role = 'assistant'""";
    private static final String MESSAGES = "SELECT " + Rows.MESSAGE_COLUMNS + """

            FROM messages m LEFT JOIN feedback f ON f.message_id = m.id
            WHERE m.tenant_id = ? AND m.agent_id = ? AND m.owner = ?\s""";

    private final Database database;
    private final InstantSource clock;

    public Conversations(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Stores a user's message, once: the same `clientId` of the same owner again is answered with the first
    /// acceptance, whatever its text.
    ///
    /// @param clientId     the id its sender made for it
    /// @param conversation where it goes; null starts a new conversation, named after its first words
    public Appended append(Owner owner, String clientId, String text, @Nullable ConversationId conversation) {
        var append = new AppendMessage(owner, clientId, text, conversation, clock.instant());
        try {
            return database.write(append);
        } catch (DuplicateKey _) {
            return accepted(owner, clientId).<Appended>map(Appended.Repeated::new)
                    // The earlier one was deleted meanwhile, so this is the first again.
                    .orElseGet(() -> database.write(append));
        }
    }

    public Optional<Conversation> find(Owner owner, ConversationId id) {
        return database.read(handle -> handle
                .select(CONVERSATIONS + "AND id = ?", owner.and(id.value()))
                .map(Rows.CONVERSATION).findOne());
    }

    /// The conversation that was active last.
    public Optional<Conversation> latest(Owner owner) {
        return list(owner, Cursor.START, 1).stream().findFirst();
    }

    /// At most `limit` conversations that were active before the cursor, newest first.
    public List<Conversation> list(Owner owner, Cursor before, int limit) {
        return database.read(handle -> handle
                .select(CONVERSATIONS + "AND (updated_at, id) < (?, ?) ORDER BY updated_at DESC, id DESC LIMIT ?",
                        owner.and(before.at().toEpochMilli(), before.id(), limit))
                .map(Rows.CONVERSATION).list());
    }

    public Optional<Message> message(Owner owner, MessageId id) {
        return database.read(handle -> handle
                .select(MESSAGES + "AND m.id = ?", owner.and(id.value()))
                .map(Rows.MESSAGE).findOne());
    }

    /// The message that was accepted under its sender's own id.
    public Optional<Message> accepted(Owner owner, String clientId) {
        return database.read(handle -> handle
                .select(MESSAGES + "AND m.client_id = ?", owner.and(clientId))
                .map(Rows.MESSAGE).findOne());
    }

    /// The last `limit` messages with a number below `seq`, oldest first. Empty for a conversation that is not there.
    public List<Message> messagesBefore(Owner owner, ConversationId conversation, long seq, int limit) {
        List<Message> newestFirst = database.read(handle -> handle
                .select(MESSAGES + "AND m.conversation_id = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?",
                        owner.and(conversation.value(), seq, limit))
                .map(Rows.MESSAGE).list());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /// The first `limit` messages with a number above `seq`, oldest first. Empty for a conversation that is not there.
    public List<Message> messagesAfter(Owner owner, ConversationId conversation, long seq, int limit) {
        return database.read(handle -> handle
                .select(MESSAGES + "AND m.conversation_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?",
                        owner.and(conversation.value(), seq, limit))
                .map(Rows.MESSAGE).list());
    }

    /// Whose an owner's conversations are by now: a visitor may have become a user.
    public Owner ownerNow(Owner owner) {
        return owner.principal().kind() == Principal.Kind.VISITOR
                ? database.read(handle -> VisitorAdoption.heir(handle, owner)).orElse(owner)
                : owner;
    }

    /// @return the renamed conversation, or empty if it is not there
    public Optional<Conversation> rename(Owner owner, ConversationId id, String title) {
        return database.write(handle -> {
            handle.execute("UPDATE conversations SET title = ? " + OWNED_CONVERSATION,
                    Rows.storable(title), owner.tenant().value(), owner.agent().value(), owner.principal().owner(), id.value());
            return handle.select(CONVERSATIONS + "AND id = ?", owner.and(id.value())).map(Rows.CONVERSATION).findOne();
        });
    }

    /// Deletes a conversation with its messages and their feedback.
    ///
    /// @return whether it was there
    public boolean delete(Owner owner, ConversationId id) {
        return database.write(handle ->
                handle.execute("DELETE FROM conversations " + OWNED_CONVERSATION, owner.and(id.value()))) > 0;
    }

    /// Keeps what the owner thinks of an answer, in place of what they thought before.
    ///
    /// @param rating null takes it back
    /// @return the conversation it is in, or empty if the owner has no such answer
    public Optional<ConversationId> rate(
            Owner owner, MessageId answer, Message.@Nullable Rating rating, @Nullable String comment) {
        return database.write(handle -> {
            var conversation = handle.select(ANSWER, owner.and(answer.value()))
                    .map((row, _) -> new ConversationId(row.getString(1))).findOne();
            if (conversation.isPresent()) {
                handle.execute("DELETE FROM feedback WHERE message_id = ?", answer.value());
            }
            if (conversation.isPresent() && rating != null) {
                handle.execute("""
                        INSERT INTO feedback
                            (tenant_id, agent_id, owner, message_id, conversation_id, rating, comment, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                        owner.and(answer.value(), conversation.get().value(), Rows.stored(rating),
                                comment == null ? null : Rows.storable(comment), clock.millis()));
            }
            return conversation;
        });
    }
}
