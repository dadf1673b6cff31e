package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.platform.database.Database;
import dev.parley.tenants.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What agents did, by UTC day. Days that are over stand in a table of their own, a row for each agent, written once by
/// [UsageRollup]; only the days since then are counted from the messages, and of those only the ones of conversations
/// that were active since. So the question stays cheap however many messages there are.
public final class DailyUsage {
    static final long DAY_MS = Duration.ofDays(1).toMillis();

    /// The arguments are tenant, from, tenant, from, until, each time in milliseconds.
    private static final String MESSAGES = """
            WITH said AS (
                SELECT m.created_at / 86400000 AS day, m.agent_id, m.conversation_id, m.owner, m.role, m.state, m.failure,
                    m.input_tokens, m.output_tokens, m.whole_ms
                FROM conversations c JOIN messages m ON m.conversation_id = c.id
                WHERE c.tenant_id = ? AND c.updated_at >= ? AND m.tenant_id = ? AND m.created_at >= ? AND m.created_at < ?)
            """;
    /// What builders say to drafts is no usage by users.
    private static final String COUNTS = MESSAGES + """
            , told AS (SELECT * FROM said WHERE owner NOT LIKE 'visitor::prv!_%' ESCAPE '!'),
            timed AS (
                SELECT day, agent_id, whole_ms,
                    row_number() OVER (PARTITION BY day, agent_id ORDER BY whole_ms) AS place,
                    count(*) OVER (PARTITION BY day, agent_id) AS places
                FROM told WHERE state = 'completed' AND whole_ms IS NOT NULL),
            latencies AS (
                SELECT day, agent_id,
                    max(CASE WHEN place = (places + 1) / 2 THEN whole_ms END) AS median_ms,
                    max(CASE WHEN place = (places * 95 + 99) / 100 THEN whole_ms END) AS p95_ms
                FROM timed GROUP BY day, agent_id),
            counts AS (
                SELECT day, agent_id, count(DISTINCT conversation_id) AS conversations, count(DISTINCT owner) AS users,
                    sum(CASE WHEN role = 'user' THEN 1 ELSE 0 END) AS messages,
                    sum(CASE WHEN role = 'assistant' THEN 1 ELSE 0 END) AS answers,
                    sum(CASE WHEN state IN ('failed', 'interrupted') THEN 1 ELSE 0 END) AS failed,
                    coalesce(sum(input_tokens), 0) AS input_tokens, coalesce(sum(output_tokens), 0) AS output_tokens
                FROM told GROUP BY day, agent_id)
            SELECT counts.*, latencies.median_ms, latencies.p95_ms, 0 AS ups, 0 AS downs
            FROM counts LEFT JOIN latencies ON latencies.day = counts.day AND latencies.agent_id = counts.agent_id""";
    private static final String RATINGS = """
            SELECT created_at / 86400000 AS day, agent_id, 0 AS conversations, 0 AS users, 0 AS messages, 0 AS answers,
                0 AS failed, 0 AS input_tokens, 0 AS output_tokens, NULL AS median_ms, NULL AS p95_ms,
                sum(CASE WHEN rating = 'up' THEN 1 ELSE 0 END) AS ups,
                sum(CASE WHEN rating = 'down' THEN 1 ELSE 0 END) AS downs
            FROM feedback WHERE tenant_id = ? AND created_at >= ? AND created_at < ?
                AND owner NOT LIKE 'visitor::prv!_%' ESCAPE '!'
            GROUP BY created_at / 86400000, agent_id""";
    /// Drafts cost what published versions cost.
    private static final String SPENT = MESSAGES + """
            SELECT count(*) AS answers, coalesce(sum(input_tokens), 0) + coalesce(sum(output_tokens), 0) AS tokens
            FROM said WHERE role = 'assistant' AND state <> 'streaming' AND coalesce(failure, '') <> 'budget_exceeded'""";
    private static final String ROLLED = "SELECT * FROM usage_days WHERE tenant_id = ? AND day >= ? AND day < ?";

    private final Database database;

    DailyUsage(Database database) {
        this.database = database;
    }

    /// The days from `from` to `to`, both included, on which something happened, in order.
    ///
    /// @param agents the only agents that are meant; null for all
    public List<UsageDay> days(TenantId tenant, LocalDate from, LocalDate to, @Nullable Set<AgentId> agents) {
        return database.read(handle -> {
            var open = UsageRollup.firstOpenDay(handle).orElse(from);
            var counted = open.isAfter(from) ? open : from;
            var rolled = handle
                    .select(ROLLED, tenant.value(), from.toEpochDay(), Math.min(open.toEpochDay(), to.toEpochDay() + 1))
                    .map((row, _) -> day(row)).list();
            var live = counted.isAfter(to) ? List.<UsageDay>of() : count(handle, tenant, counted, to);
            return Stream.concat(rolled.stream(), live.stream())
                    .filter(day -> agents == null || agents.contains(day.agent()))
                    .sorted(java.util.Comparator.comparing(UsageDay::day).thenComparing(day -> day.agent().value()))
                    .toList();
        });
    }

    /// What a tenant's agents have used up on one UTC day; answers that are still being produced do not count yet.
    public Spent spent(TenantId tenant, LocalDate day) {
        var id = tenant.value();
        long start = day.toEpochDay() * DAY_MS;
        return database.read(handle -> handle.select(SPENT, id, start, id, start, start + DAY_MS)
                .map((row, _) -> new Spent(row.getLong("answers"), row.getLong("tokens"))).one());
    }

    public record Spent(long answers, long tokens) {}

    /// Counts whole days from the messages themselves.
    static List<UsageDay> count(Handle handle, TenantId tenant, LocalDate from, LocalDate to) {
        var id = tenant.value();
        long start = from.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        long end = start + (to.toEpochDay() - from.toEpochDay() + 1) * DAY_MS;
        var days = new ArrayList<UsageDay>(handle.select(COUNTS, id, start, id, start, end)
                .map((row, _) -> day(row)).list());
        for (var rated : handle.select(RATINGS, id, start, end).map((row, _) -> day(row)).list()) {
            add(days, rated);
        }
        return days;
    }

    private static void add(List<UsageDay> days, UsageDay rated) {
        for (int i = 0; i < days.size(); i++) {
            var day = days.get(i);
            if (day.day().equals(rated.day()) && day.agent().equals(rated.agent())) {
                days.set(i, new UsageDay(day.day(), day.agent(), day.conversations(), day.users(), day.messages(),
                        day.answers(), day.failed(), day.inputTokens(), day.outputTokens(), day.latency(), rated.ups(),
                        rated.downs()));
                return;
            }
        }
        days.add(rated);
    }

    private static UsageDay day(ResultSet row) throws SQLException {
        return new UsageDay(LocalDate.ofEpochDay(row.getLong("day")), new AgentId(row.getString("agent_id")),
                row.getLong("conversations"), row.getLong("users"), row.getLong("messages"), row.getLong("answers"),
                row.getLong("failed"), row.getLong("input_tokens"), row.getLong("output_tokens"), latency(row),
                row.getLong("ups"), row.getLong("downs"));
    }

    private static UsageDay.@Nullable Latency latency(ResultSet row) throws SQLException {
        long median = row.getLong("median_ms");
        return row.wasNull() ? null
                : new UsageDay.Latency(Duration.ofMillis(median), Duration.ofMillis(row.getLong("p95_ms")));
    }
}
