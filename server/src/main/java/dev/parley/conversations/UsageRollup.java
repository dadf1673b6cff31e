package dev.parley.conversations;

import dev.parley.platform.database.Database;
import dev.parley.tenants.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Writes each UTC day's usage down once it is over, so that it need not be counted again and outlives the conversations.
public final class UsageRollup {
    /// An answer that began before midnight has ended by then.
    private static final Duration SETTLED = Duration.ofHours(1);
    /// The first day that is not written down yet, as a number of days since 1970.
    private static final String OPEN_DAY = "usage_open_day";
    private static final String KEEP = """
            INSERT INTO usage_days (tenant_id, day, agent_id, conversations, users, messages, answers, failed,
                input_tokens, output_tokens, median_ms, p95_ms, ups, downs)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Database database;
    private final InstantSource clock;

    public UsageRollup(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The first day that is not written down yet; empty before the first run.
    static Optional<LocalDate> firstOpenDay(Handle handle) {
        return handle.select("SELECT value FROM facts WHERE name = ?", OPEN_DAY).mapTo(String.class).findOne()
                .map(day -> LocalDate.ofEpochDay(Long.parseLong(day)));
    }

    /// Writes down every day that is over.
    public void run() {
        var today = LocalDate.ofInstant(clock.instant().minus(SETTLED), ZoneOffset.UTC);
        var day = database.read(UsageRollup::firstOpenDay).or(() -> database.read(UsageRollup::firstDay)).orElse(today);
        while (day.isBefore(today)) {
            var over = day;
            for (var tenant : database.read(UsageRollup::tenants)) {
                var counted = database.read(handle -> DailyUsage.count(handle, tenant, over, over));
                database.write(handle -> keep(handle, tenant, over, counted));
            }
            day = over.plusDays(1);
            setOpenDay(day);
        }
        if (day.equals(today)) {
            setOpenDay(today);
        }
    }

    private void setOpenDay(LocalDate day) {
        database.write(handle -> handle.execute("""
                INSERT INTO facts (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value""", OPEN_DAY, Long.toString(day.toEpochDay())));
    }

    private static Optional<LocalDate> firstDay(Handle handle) {
        return handle.select("SELECT min(created_at) FROM conversations").mapTo(Long.class).findOne()
                .map(millis -> LocalDate.ofEpochDay(millis / DailyUsage.DAY_MS));
    }

    private static List<TenantId> tenants(Handle handle) {
        return handle.select("SELECT id FROM tenants ORDER BY id").mapTo(String.class).map(TenantId::new).list();
    }

    /// Replaces what an earlier run that broke off may have left.
    private static int keep(Handle handle, TenantId tenant, LocalDate day, List<UsageDay> counted) {
        handle.execute("DELETE FROM usage_days WHERE tenant_id = ? AND day = ?", tenant.value(), day.toEpochDay());
        for (var usage : counted) {
            var latency = usage.latency();
            handle.execute(KEEP, tenant.value(), day.toEpochDay(), usage.agent().value(), usage.conversations(),
                    usage.users(), usage.messages(), usage.answers(), usage.failed(), usage.inputTokens(),
                    usage.outputTokens(), latency == null ? null : latency.median().toMillis(),
                    latency == null ? null : latency.p95().toMillis(), usage.ups(), usage.downs());
        }
        return counted.size();
    }
}
