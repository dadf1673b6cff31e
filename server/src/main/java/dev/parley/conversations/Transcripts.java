package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.tenants.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A tenant's conversations as its operators see and delete them: of all owners, never of another tenant.
public final class Transcripts {
    private static final String CONVERSATIONS = """
            SELECT id, title, created_at, updated_at, last_seq, agent_id, owner, email FROM conversations
            WHERE tenant_id = ?\s""";

    private final Database database;

    public Transcripts(Database database) {
        this.database = database;
    }

    /// A conversation and whose it is.
    public record Owned(Conversation conversation, AgentId agent, Principal owner) {}

    /// A message with what only operators may see.
    ///
    /// @param cause what a builder can act on when an answer failed, null otherwise
    /// @param comment what its reader wrote with a rating, null if nothing
    public record Entry(Message message, @Nullable String cause, @Nullable String comment) {}

    /// What a deletion took.
    public record Deleted(long conversations, long messages) {}

    /// Which conversations are meant; null means any.
    public record Filter(@Nullable AgentId agent, @Nullable Principal owner) {
        public static final Filter ALL = new Filter(null, null);
    }

    /// At most `limit` conversations that were active before the cursor, newest first.
    public List<Owned> list(TenantId tenant, Filter filter, Cursor before, int limit) {
        var arguments = new ArrayList<Object>(List.of(tenant.value()));
        var conditions = conditions(filter, arguments);
        arguments.addAll(List.of(before.at().toEpochMilli(), before.id(), limit));
        return database.read(handle -> handle
                .select(CONVERSATIONS + conditions
                        + "AND (updated_at, id) < (?, ?) ORDER BY updated_at DESC, id DESC LIMIT ?",
                        arguments.toArray())
                .map((row, _) -> owned(row)).list());
    }

    public Optional<Owned> find(TenantId tenant, ConversationId id) {
        return database.read(handle -> handle.select(CONVERSATIONS + "AND id = ?", tenant.value(), id.value())
                .map((row, _) -> owned(row)).findOne());
    }

    /// The first `limit` messages with a number above `seq`, oldest first.
    public List<Entry> messagesAfter(TenantId tenant, ConversationId conversation, long seq, int limit) {
        return database.read(handle -> handle
                .select("SELECT " + Rows.MESSAGE_COLUMNS + """
                        , m.cause, f.comment
                        FROM messages m LEFT JOIN feedback f ON f.message_id = m.id
                        WHERE m.tenant_id = ? AND m.conversation_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?""",
                        tenant.value(), conversation.value(), seq, limit)
                .map((row, _) -> new Entry(Rows.message(row), row.getString("cause"), row.getString("comment")))
                .list());
    }

    /// Deletes one conversation with all that belongs to it.
    ///
    /// @return what was deleted; nothing if the tenant has no such conversation
    public Deleted delete(TenantId tenant, ConversationId id) {
        return database.write(handle ->
                delete(handle, "tenant_id = ? AND id = ?", List.of(tenant.value(), id.value())));
    }

    /// Deletes all conversations of one user, at one agent or at all of the tenant's.
    public Deleted deleteAllOf(TenantId tenant, Principal owner, @Nullable AgentId agent) {
        var arguments = new ArrayList<Object>(List.of(tenant.value()));
        var conditions = "tenant_id = ? " + conditions(new Filter(agent, owner), arguments);
        return database.write(handle -> delete(handle, conditions, arguments));
    }

    /// Deletes all conversations of an agent.
    public Deleted deleteAllOf(TenantId tenant, AgentId agent) {
        return database.write(handle ->
                delete(handle, "tenant_id = ? AND agent_id = ?", List.of(tenant.value(), agent.value())));
    }

    private static Deleted delete(Handle handle, String conditions, List<Object> arguments) {
        long messages = handle
                .select("SELECT count(*) FROM messages WHERE conversation_id IN (SELECT id FROM conversations WHERE "
                        + conditions + ")", arguments.toArray())
                .mapTo(Long.class).one();
        long conversations = handle.execute("DELETE FROM conversations WHERE " + conditions, arguments.toArray());
        return new Deleted(conversations, messages);
    }

    private static String conditions(Filter filter, List<Object> arguments) {
        var conditions = new StringBuilder();
        if (filter.agent() != null) {
            conditions.append("AND agent_id = ? ");
            arguments.add(filter.agent().value());
        }
        if (filter.owner() != null) {
            conditions.append("AND owner = ? ");
            arguments.add(filter.owner().owner());
        }
        return conditions.toString();
    }

    private static Owned owned(ResultSet row) throws SQLException {
        return new Owned(Rows.conversation(row), new AgentId(row.getString("agent_id")),
                StoredOwner.principal(row.getString("owner"), row.getString("email")));
    }
}
