package dev.parley.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.audit.AuditEntry;
import dev.parley.conversations.Receipt.Deleted;
import dev.parley.conversations.TranscriptFilter.Person;
import dev.parley.identity.Principal;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Deletes conversations with all that belongs to them. It goes in batches, so that other writers wait a moment only,
/// and each batch is stored together with its line in the audit log.
public final class Erasure {
    private static final int BATCH = 500;
    private static final Cursor BEFORE_ALL = new Cursor(Instant.EPOCH, "");

    private final Database database;
    private final Audit audit;

    public Erasure(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /// What is to go and what the log says of it.
    private record Order(TenantId tenant, Which which, String action, String target, ObjectNode details, Actor actor) {}

    /// The condition, made anew for each batch.
    private interface Which {
        Where where(String tenant);
    }

    /// Deletes one conversation.
    ///
    /// @return empty if the tenant has no such conversation
    public Optional<Receipt> conversation(TenantId tenant, ConversationId id, Actor actor) {
        var receipt = run(Ids.next("rcp_"), new Order(tenant, of -> new Where("c.tenant_id = ? AND c.id = ?", of, id.value()),
                "conversation.deleted", id.value(), Json.object(), actor), false);
        return receipt.lines().isEmpty() ? Optional.empty() : Optional.of(receipt);
    }

    /// Deletes all conversations of one user, at one agent or at all of the tenant's. What the log keeps tells nobody
    /// who it was.
    ///
    /// @param agents the only agents that are meant; null for all
    public Receipt user(TenantId tenant, Principal user, @Nullable Set<AgentId> agents, Actor actor) {
        var id = Ids.next("rcp_");
        var filter = new TranscriptFilter(agents, new Person.Exactly(user), null, null, null, null);
        database.write(handle -> forgetAdoptions(handle, tenant, user, agents));
        var details = Json.object().put("subject", Hashes.sha256(id + ":" + user.owner()));
        if (agents != null) {
            details.set("agents", Json.texts(agents.stream().map(AgentId::value).sorted().toList()));
        }
        return run(id, new Order(tenant, filter::where, "user.erased", tenant.value(), details, actor), true);
    }

    /// Deletes every conversation that was active last before then.
    ///
    /// @return empty if there was none
    public Optional<Receipt> olderThan(TenantId tenant, Instant then, Actor actor) {
        var filter = new TranscriptFilter(null, null, null, then, null, null);
        var receipt = run(Ids.next("rcp_"), new Order(tenant, filter::where, "conversations.expired",
                tenant.value(), Json.object().put("activeLastBefore", Json.time(then)), actor), false);
        return receipt.lines().isEmpty() ? Optional.empty() : Optional.of(receipt);
    }

    /// Deletes all conversations of an agent, as part of deleting the agent.
    public Deleted agent(TenantId tenant, AgentId agent) {
        return silently(tenant, TranscriptFilter.of(agent));
    }

    /// Deletes what a builder said to an agent's draft, when the preview is over.
    public Deleted preview(TenantId tenant, AgentId agent, Principal preview) {
        return silently(tenant, TranscriptFilter.of(agent).by(new Person.Exactly(preview)));
    }

    private Deleted silently(TenantId tenant, TranscriptFilter which) {
        var deleted = Deleted.NOTHING;
        var after = BEFORE_ALL;
        while (true) {
            var start = after;
            var gone = database.write(handle -> delete(handle, tenant, which.where(tenant.value()), start));
            deleted = deleted.plus(gone.deleted());
            if (gone.isLast()) {
                return deleted;
            }
            after = gone.end();
        }
    }

    /// A receipt that was given before.
    public Optional<Receipt> receipt(TenantId tenant, String id) {
        var lines = database.read(handle -> handle
                .select("SELECT seq FROM receipts WHERE tenant_id = ? AND id = ? ORDER BY seq", tenant.value(), id)
                .mapTo(Long.class).list()).stream()
                .flatMap(seq -> audit.find(tenant.value(), seq).stream()).toList();
        return lines.isEmpty() ? Optional.empty()
                : Optional.of(new Receipt(id, lines.stream().map(Erasure::deleted).reduce(Deleted.NOTHING, Deleted::plus), lines));
    }

    /// @param always whether nothing at all is worth a line too
    private Receipt run(String id, Order order, boolean always) {
        var lines = new ArrayList<AuditEntry>();
        var deleted = Deleted.NOTHING;
        var after = BEFORE_ALL;
        while (true) {
            var start = after;
            var keepEmpty = always && lines.isEmpty();
            var gone = database.write(handle -> {
                var batch = delete(handle, order.tenant(), order.which().where(order.tenant().value()), start);
                return batch.withLine(batch.isEmpty() && !keepEmpty ? null : note(handle, id, order, batch.deleted()));
            });
            gone.line().ifPresent(lines::add);
            deleted = deleted.plus(gone.deleted());
            if (gone.isLast()) {
                return new Receipt(id, deleted, lines);
            }
            after = gone.end();
        }
    }

    private AuditEntry note(Handle handle, String id, Order order, Deleted deleted) {
        var details = order.details().deepCopy().put("receipt", id).put("conversations", deleted.conversations())
                .put("messages", deleted.messages()).put("ratings", deleted.ratings());
        var line = audit.record(
                handle, order.tenant().value(), order.actor(), order.action(), order.target(), details);
        handle.execute("INSERT INTO receipts (tenant_id, id, seq) VALUES (?, ?, ?)",
                order.tenant().value(), id, line.seq());
        return line;
    }

    /// What one transaction deleted.
    ///
    /// @param end the last of them, in the order of activity; the next batch goes on after it
    private record Gone(Deleted deleted, Cursor end, Optional<AuditEntry> line) {
        Gone withLine(@Nullable AuditEntry written) {
            return new Gone(deleted, end, Optional.ofNullable(written));
        }

        boolean isEmpty() {
            return deleted.conversations() == 0;
        }

        boolean isLast() {
            return deleted.conversations() < BATCH;
        }
    }

    private static Gone delete(Handle handle, TenantId tenant, Where which, Cursor after) {
        which.and("(c.updated_at, c.id) > (?, ?)", after.at().toEpochMilli(), after.id());
        List<Cursor> found = handle
                .select("SELECT c.updated_at, c.id FROM conversations c" + which.sql()
                        + " ORDER BY c.updated_at, c.id LIMIT ?", which.arguments(BATCH))
                .map((row, _) -> new Cursor(Instant.ofEpochMilli(row.getLong(1)), row.getString(2))).list();
        if (found.isEmpty()) {
            return new Gone(Deleted.NOTHING, after, Optional.empty());
        }
        var ids = found.stream().map(Cursor::id).toList();
        long messages = count(handle, "messages", tenant, ids);
        long ratings = count(handle, "feedback", tenant, ids);
        var these = new Where("tenant_id = ?", tenant.value()).in("id", ids);
        long conversations = handle.execute("DELETE FROM conversations" + these.sql(), these.arguments());
        return new Gone(new Deleted(conversations, messages, ratings), found.getLast(), Optional.empty());
    }

    /// A visitor who became this user stays one who has become somebody, so that the visitor's token does not come back
    /// to life; who that was is forgotten.
    private static int forgetAdoptions(Handle handle, TenantId tenant, Principal user, @Nullable Set<AgentId> agents) {
        var where = new Where("tenant_id = ?", tenant.value()).and("owner = ?", user.owner());
        if (agents != null) {
            where.in("agent_id", agents.stream().map(AgentId::value).toList());
        }
        return handle.execute("UPDATE adoptions SET owner = 'visitor::erased', email = NULL" + where.sql(),
                where.arguments());
    }

    private static long count(Handle handle, String table, TenantId tenant, List<String> conversations) {
        var these = new Where("tenant_id = ?", tenant.value()).in("conversation_id", conversations);
        return handle.select("SELECT count(*) FROM " + table + these.sql(), these.arguments()).mapTo(Long.class).one();
    }

    private static Deleted deleted(AuditEntry line) {
        try {
            var details = StrictJson.object(line.details());
            return new Deleted(details.path("conversations").asLong(), details.path("messages").asLong(),
                    details.path("ratings").asLong());
        } catch (MalformedJson e) {
            throw new IllegalStateException("Line " + line.seq() + " of the audit log was changed: verify the log.", e);
        }
    }
}
