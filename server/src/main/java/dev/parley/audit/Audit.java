package dev.parley.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// The log of who changed what: append-only, one hash chain for each tenant, so that a changed, missing or moved line
/// shows. Only lines cut from the end leave no trace; whoever keeps the newest hash elsewhere sees those too.
public final class Audit {
    private static final int VERIFY_STEP = 500;
    private static final RowMapper<AuditEntry> ENTRY = (row, _) -> new AuditEntry(
            row.getString("tenant_id"), row.getLong("seq"), Instant.ofEpochMilli(row.getLong("at")),
            new Actor(row.getString("actor"), row.getString("address")), row.getString("action"),
            row.getString("target"), row.getString("details"), row.getString("previous_hash"), row.getString("hash"));

    private final Database database;
    private final Clock clock;

    public Audit(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Appends a line in the transaction of the change itself, so that neither is ever stored without the other.
    ///
    /// @param action  what is done, such as `agent.updated`
    /// @param target  the id of what it is done to
    /// @param details what a reader needs to know; never a secret, a token or what users said
    /// @return the line
    public AuditEntry record(
            Handle handle, String tenant, Actor actor, String action, String target, ObjectNode details) {
        waitForTurn(handle, tenant);
        var last = handle.createQuery(
                        "SELECT * FROM audit WHERE tenant_id = :tenant ORDER BY seq DESC LIMIT 1")
                .bind("tenant", tenant).map(ENTRY).findOne();
        var entry = Chain.link(
                last.map(AuditEntry::hash).orElse(Chain.START), tenant, last.map(AuditEntry::seq).orElse(0L) + 1,
                Instant.ofEpochMilli(clock.millis()), new Chain.Line(actor, action, target, Json.text(details)));
        insert(handle, entry);
        return entry;
    }

    /// Appends a line in a transaction of its own: for what was read, and for what another package's store has changed.
    public void note(String tenant, Actor actor, String action, String target, ObjectNode details) {
        database.write(handle -> record(handle, tenant, actor, action, target, details));
    }

    /// The newest lines before number `before` that pass the filter, newest first.
    public List<AuditEntry> list(String tenant, Filter filter, long before, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM audit WHERE tenant_id = :tenant AND seq < :before
                        AND (CAST(:actor AS TEXT) IS NULL OR actor = :actor)
                        AND (CAST(:action AS TEXT) IS NULL OR action = :action)
                        AND (CAST(:target AS TEXT) IS NULL OR target = :target)
                        AND at >= :from AND at < :until
                        ORDER BY seq DESC LIMIT :limit""")
                .bind("tenant", tenant).bind("before", before).bind("limit", limit)
                .bind("actor", filter.actor()).bind("action", filter.action()).bind("target", filter.target())
                .bind("from", filter.from() == null ? Long.MIN_VALUE : filter.from().toEpochMilli())
                .bind("until", filter.until() == null ? Long.MAX_VALUE : filter.until().toEpochMilli())
                .map(ENTRY).list());
    }

    public Optional<AuditEntry> find(String tenant, long seq) {
        return database.read(handle -> handle.select("SELECT * FROM audit WHERE tenant_id = ? AND seq = ?", tenant, seq)
                .map(ENTRY).findOne());
    }

    /// Reads a tenant's whole chain and says whether it still holds.
    public Verdict verify(String tenant) {
        var previous = Chain.START;
        long count = 0;
        while (true) {
            var step = after(tenant, count);
            for (var entry : step) {
                if (entry.seq() != count + 1 || !Chain.holds(entry, previous)) {
                    return new Verdict(false, count, previous, count + 1);
                }
                previous = entry.hash();
                count++;
            }
            if (step.size() < VERIFY_STEP) {
                return new Verdict(true, count, previous, null);
            }
        }
    }

    private List<AuditEntry> after(String tenant, long seq) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM audit WHERE tenant_id = :tenant AND seq > :seq ORDER BY seq LIMIT :limit")
                .bind("tenant", tenant).bind("seq", seq).bind("limit", VERIFY_STEP).map(ENTRY).list());
    }

    /// SQLite has one writer; on PostgreSQL two transactions would otherwise give the same number.
    private void waitForTurn(Handle handle, String tenant) {
        switch (database.dialect()) {
            case SQLITE -> { }
            case POSTGRESQL -> handle.createQuery(
                            "SELECT CAST(pg_advisory_xact_lock(hashtextextended(:tenant, 4711)) AS TEXT)")
                    .bind("tenant", tenant).mapTo(String.class).list();
        }
    }

    private static void insert(Handle handle, AuditEntry entry) {
        handle.createUpdate("""
                        INSERT INTO audit (tenant_id, seq, at, actor, action, target, address, details, previous_hash, hash)
                        VALUES (:tenant, :seq, :at, :actor, :action, :target, :address, :details, :previous, :hash)""")
                .bind("tenant", entry.tenant()).bind("seq", entry.seq()).bind("at", entry.at().toEpochMilli())
                .bind("actor", entry.actor().who()).bind("address", entry.actor().address())
                .bind("action", entry.action()).bind("target", entry.target()).bind("details", entry.details())
                .bind("previous", entry.previousHash()).bind("hash", entry.hash())
                .execute();
    }

    /// Which lines to show: those equal in every field that is not null, written in that time.
    ///
    /// @param from  null for the first ever
    /// @param until the first moment that is not meant; null for now
    public record Filter(@Nullable String actor, @Nullable String action, @Nullable String target,
            @Nullable Instant from, @Nullable Instant until) {
        public static final Filter ALL = new Filter(null, null, null);

        /// Written at any time.
        public Filter(@Nullable String actor, @Nullable String action, @Nullable String target) {
            this(actor, action, target, null, null);
        }
    }

    /// What a check of the chain found.
    ///
    /// @param entries  how many lines hold, from the first
    /// @param head     the hash of the last of them
    /// @param brokenAt the number of the first line that is missing or was changed; null if the chain holds
    public record Verdict(boolean intact, long entries, String head, @Nullable Long brokenAt) {}
}
