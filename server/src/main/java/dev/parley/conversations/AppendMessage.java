package dev.parley.conversations;

import dev.parley.platform.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The transaction that stores a user's message: two short statements in plain JDBC, because the hub stores thousands of
/// messages a second on one writer. That it was stored before is left to the unique index to say, with a
/// [dev.parley.platform.database.DuplicateKey]: asking first would cost a third of the append.
final class AppendMessage implements Database.Work<Appended> {
    private static final String FIND_ACCEPTED = "SELECT " + Rows.MESSAGE_COLUMNS + """

            FROM messages m LEFT JOIN feedback f ON f.message_id = m.id
            WHERE m.tenant_id = ? AND m.agent_id = ? AND m.owner = ? AND m.client_id = ?""";
    private static final String START = """
            INSERT INTO conversations
                (id, tenant_id, agent_id, owner, email, title, last_seq, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)""";
    private static final String INSERT = """
            INSERT INTO messages
                (id, tenant_id, agent_id, owner, conversation_id, seq, role, state, text, client_id, created_at)
            VALUES (?, ?, ?, ?, ?, ?, 'user', 'completed', ?, ?, ?)""";

    private final Owner owner;
    private final String clientId;
    private final String text;
    private final @Nullable ConversationId conversation;
    private final Instant now;
    private final MessageId id = MessageId.next();

    AppendMessage(Owner owner, String clientId, String text, @Nullable ConversationId conversation, Instant now) {
        this.owner = owner;
        this.clientId = clientId;
        this.text = Rows.storable(text);
        this.conversation = conversation;
        this.now = now;
    }

    @Override
    public Appended run(Handle handle) throws SQLException {
        var connection = handle.getConnection();
        if (conversation == null) {
            return new Appended.New(insert(connection, start(connection), 1), true);
        }
        var seq = Sequence.next(connection, owner, conversation, now);
        return seq.isPresent()
                ? new Appended.New(insert(connection, conversation, seq.getAsLong()), false)
                : findAccepted(connection).<Appended>map(Appended.Repeated::new)
                        .orElseGet(Appended.ConversationNotFound::new);
    }

    private Optional<Message> findAccepted(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(FIND_ACCEPTED)) {
            select.setString(1, owner.tenant().value());
            select.setString(2, owner.agent().value());
            select.setString(3, owner.principal().owner());
            select.setString(4, clientId);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(Rows.message(rows)) : Optional.empty();
            }
        }
    }

    private ConversationId start(Connection connection) throws SQLException {
        var id = ConversationId.next();
        try (var insert = connection.prepareStatement(START)) {
            insert.setString(1, id.value());
            insert.setString(2, owner.tenant().value());
            insert.setString(3, owner.agent().value());
            insert.setString(4, owner.principal().owner());
            insert.setString(5, owner.principal().email());
            insert.setString(6, Titles.of(text));
            insert.setLong(7, now.toEpochMilli());
            insert.setLong(8, now.toEpochMilli());
            insert.executeUpdate();
        }
        return id;
    }

    private Message insert(Connection connection, ConversationId into, long seq) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, id.value());
            insert.setString(2, owner.tenant().value());
            insert.setString(3, owner.agent().value());
            insert.setString(4, owner.principal().owner());
            insert.setString(5, into.value());
            insert.setLong(6, seq);
            insert.setString(7, text);
            insert.setString(8, clientId);
            insert.setLong(9, now.toEpochMilli());
            insert.executeUpdate();
        }
        return new Message(id, into, seq, Message.Role.USER, text, Message.State.COMPLETED,
                Instant.ofEpochMilli(now.toEpochMilli()), clientId, null, null, null, List.of(), null, null);
    }
}
