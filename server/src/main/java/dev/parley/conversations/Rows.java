package dev.parley.conversations;

import dev.parley.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// Conversations and messages as they stand in the tables.
final class Rows {
    /// The columns `message` reads, from `messages m` and `feedback f`.
    static final String MESSAGE_COLUMNS = """
            m.id, m.conversation_id, m.seq, m.role, m.text, m.state, m.created_at, m.client_id, m.answers, m.replaces,
            m.failure, m.citations, m.input_tokens, m.output_tokens, f.rating""";

    static final RowMapper<Message> MESSAGE = (row, _) -> message(row);
    static final RowMapper<Conversation> CONVERSATION = (row, _) -> conversation(row);

    private Rows() {}

    static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                new ConversationId(row.getString("id")), row.getString("title"), instant(row, "created_at"),
                instant(row, "updated_at"), row.getLong("last_seq"));
    }

    static Message message(ResultSet row) throws SQLException {
        var rating = row.getString("rating");
        return new Message(
                new MessageId(row.getString("id")), new ConversationId(row.getString("conversation_id")),
                row.getLong("seq"), Message.Role.valueOf(upper(row.getString("role"))), row.getString("text"),
                Message.State.valueOf(upper(row.getString("state"))), instant(row, "created_at"),
                row.getString("client_id"), messageId(row.getString("answers")), messageId(row.getString("replaces")),
                row.getString("failure"), CitationsJson.read(row.getString("citations")), usage(row),
                rating == null ? null : Message.Rating.valueOf(upper(rating)));
    }

    /// A constant as it is stored and sent, such as `streaming`.
    static String stored(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// Text without U+0000, which PostgreSQL does not store.
    static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    static String upper(String stored) {
        return stored.toUpperCase(Locale.ROOT);
    }

    private static Message.@Nullable Usage usage(ResultSet row) throws SQLException {
        var input = row.getLong("input_tokens");
        return row.wasNull() ? null : new Message.Usage(input, row.getLong("output_tokens"));
    }

    private static @Nullable MessageId messageId(@Nullable String id) {
        return id == null ? null : new MessageId(id);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
