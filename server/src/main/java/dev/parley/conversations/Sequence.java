package dev.parley.conversations;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalLong;

/// The numbers of a conversation's messages. Taking one locks the conversation until the transaction ends, and a failed
/// transaction gives it back: so there are no holes, and the order of numbers is the order of commits.
final class Sequence {
    private static final String TAKE = """
            UPDATE conversations SET last_seq = last_seq + 1, updated_at = ?
            WHERE id = ? AND tenant_id = ? AND agent_id = ? AND owner = ?
            RETURNING last_seq""";

    private Sequence() {}

    /// The next number, or empty if the owner has no such conversation.
    static OptionalLong next(Connection connection, Owner owner, ConversationId conversation, Instant now)
            throws SQLException {
        try (var update = connection.prepareStatement(TAKE)) {
            update.setLong(1, now.toEpochMilli());
            update.setString(2, conversation.value());
            update.setString(3, owner.tenant().value());
            update.setString(4, owner.agent().value());
            update.setString(5, owner.principal().owner());
            try (var rows = update.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }
}
