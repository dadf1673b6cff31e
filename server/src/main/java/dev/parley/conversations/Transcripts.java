package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.tenants.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A tenant's conversations as its operators see them: of all owners, never of another tenant. What builders say to
/// drafts is not among them.
public final class Transcripts {
    /// Counting stops here: nobody needs the exact number, and it would cost a pass over the whole index.
    public static final int COUNTED_AT_MOST = 1_000;

    private static final String CONVERSATIONS = """
            SELECT c.id, c.title, c.created_at, c.updated_at, c.last_seq, c.agent_id, c.owner, c.email,
                (SELECT count(*) FROM messages m
                 WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.id AND m.failure IS NOT NULL) AS failures,
                (SELECT count(*) FROM feedback f
                 WHERE f.tenant_id = c.tenant_id AND f.conversation_id = c.id AND f.rating = 'up') AS ups,
                (SELECT count(*) FROM feedback f
                 WHERE f.tenant_id = c.tenant_id AND f.conversation_id = c.id AND f.rating = 'down') AS downs
            FROM conversations c""";
    private static final String MESSAGES = "SELECT " + Rows.MESSAGE_COLUMNS + """
            , m.cause, m.model, m.first_words_ms, m.whole_ms, f.comment
            FROM messages m LEFT JOIN feedback f ON f.message_id = m.id
            WHERE m.tenant_id = ? AND m.conversation_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?""";

    private final Database database;

    public Transcripts(Database database) {
        this.database = database;
    }

    /// A conversation, whose it is and what became of its answers.
    public record Owned(Conversation conversation, AgentId agent, Principal owner, Outcome outcome) {}

    /// How many answers of a conversation failed, and how many were rated.
    public record Outcome(long failures, long ups, long downs) {}

    /// A message with what only operators may see.
    ///
    /// @param cause   what a builder can act on when an answer failed, null otherwise
    /// @param model   which model answered, such as `openai/gpt-4o`; null for messages of users
    /// @param times   how long the answer took; null for messages of users, and for answers the hub did not see end
    /// @param comment what its reader wrote with a rating, null if nothing
    public record Entry(Message message, @Nullable String cause, @Nullable String model, @Nullable AnswerTimes times,
            @Nullable String comment) {}

    /// @param exact false if there are more than were counted
    public record Count(int number, boolean exact) {}

    /// At most `limit` conversations that were active before the cursor, newest first.
    public List<Owned> list(TenantId tenant, TranscriptFilter filter, Cursor before, int limit) {
        var where = filter.where(tenant.value())
                .and("c." + StoredOwner.NO_PREVIEW)
                .and("(c.updated_at, c.id) < (?, ?)", before.at().toEpochMilli(), before.id());
        return database.read(handle -> handle
                .select(CONVERSATIONS + where.sql() + " ORDER BY c.updated_at DESC, c.id DESC LIMIT ?",
                        where.arguments(limit))
                .map((row, _) -> owned(row)).list());
    }

    /// How many there are, up to [#COUNTED_AT_MOST].
    public Count count(TenantId tenant, TranscriptFilter filter) {
        var where = filter.where(tenant.value()).and("c." + StoredOwner.NO_PREVIEW);
        int found = database.read(handle -> handle
                .select("SELECT count(*) FROM (SELECT 1 FROM conversations c" + where.sql() + " LIMIT ?) AS found",
                        where.arguments(COUNTED_AT_MOST + 1))
                .mapTo(Integer.class).one());
        return new Count(Math.min(found, COUNTED_AT_MOST), found <= COUNTED_AT_MOST);
    }

    /// How many conversations of a tenant were active since then.
    public long activeSince(TenantId tenant, Instant since) {
        return countSince(tenant, since).values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many conversations of each agent were active since then; agents without any are not there.
    public Map<AgentId, Long> countSince(TenantId tenant, Instant since) {
        return database.read(handle -> handle
                .select("SELECT agent_id, count(*) FROM conversations WHERE tenant_id = ? AND updated_at >= ? AND "
                        + StoredOwner.NO_PREVIEW + " GROUP BY agent_id", tenant.value(), since.toEpochMilli())
                .map((row, _) -> Map.entry(new AgentId(row.getString(1)), row.getLong(2))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    public Optional<Owned> find(TenantId tenant, ConversationId id) {
        return database.read(handle -> handle
                .select(CONVERSATIONS + " WHERE c.tenant_id = ? AND c.id = ? AND c." + StoredOwner.NO_PREVIEW, tenant.value(), id.value())
                .map((row, _) -> owned(row)).findOne());
    }

    /// The first `limit` messages with a number above `seq`, oldest first.
    public List<Entry> messagesAfter(TenantId tenant, ConversationId conversation, long seq, int limit) {
        return database.read(handle -> handle.select(MESSAGES, tenant.value(), conversation.value(), seq, limit)
                .map((row, _) -> entry(row)).list());
    }

    private static Owned owned(ResultSet row) throws SQLException {
        return new Owned(Rows.conversation(row), new AgentId(row.getString("agent_id")),
                StoredOwner.principal(row.getString("owner"), row.getString("email")),
                new Outcome(row.getLong("failures"), row.getLong("ups"), row.getLong("downs")));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(Rows.message(row), row.getString("cause"), row.getString("model"), times(row),
                row.getString("comment"));
    }

    private static @Nullable AnswerTimes times(ResultSet row) throws SQLException {
        var whole = millis(row, "whole_ms");
        return whole == null ? null : new AnswerTimes(millis(row, "first_words_ms"), whole);
    }

    private static @Nullable Duration millis(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Duration.ofMillis(millis);
    }
}
