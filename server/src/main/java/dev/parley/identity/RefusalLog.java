package dev.parley.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentId;
import dev.parley.platform.http.ErrorCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What this node lately refused of identity tokens and of pages, for the builder of each agent: how often, why, where.
/// Holds no token, no user and no address. Who floods it fills 60 lines of one agent and pushes out only what was seen
/// less often. Thread-safe.
public final class RefusalLog implements MeterBinder {
    /// The refusals that are kept; each code is counted for good.
    public static final List<ErrorCode> KEPT = List.of(
            ErrorCode.SESSION_EXPIRED, ErrorCode.AUTHENTICATION_FAILED, ErrorCode.INVALID_IDENTITY_TOKEN,
            ErrorCode.IDENTITY_NOT_CONFIGURED, ErrorCode.ORIGIN_NOT_ALLOWED);

    private static final int AGENTS = 5_000;
    private static final int LINES_PER_AGENT = 60;
    private static final Duration RECENT = Duration.ofDays(7);
    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    /// What browsers send as `Origin`; whatever else is claimed is kept as `null`, the origin of nothing.
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\-\\[\\]:]{1,260}");

    private final InstantSource clock;
    private final Map<ErrorCode, LongAdder> totals = new EnumMap<>(ErrorCode.class);
    private final Cache<AgentId, Lines> lines = Caffeine.newBuilder().maximumSize(AGENTS).build();

    public RefusalLog(InstantSource clock) {
        this.clock = clock;
        KEPT.forEach(code -> totals.put(code, new LongAdder()));
    }

    /// Where something was refused.
    public enum Transport { SOCKET, REST, FRAME_PAGE }

    /// Refusals of one kind.
    ///
    /// @param detail what was wrong the last time, with the last offset
    /// @param origin the page's origin; null if none was sent or it is our own
    public record Line(
            ErrorCode code, String detail, Transport transport, @Nullable String origin, long count, Instant first,
            Instant last) {}

    /// Notes a refusal, unless it is of a kind that is not kept.
    public void note(Agent agent, ErrorCode code, String detail, Transport transport, @Nullable String origin) {
        var total = totals.get(code);
        if (total != null) {
            total.increment();
            lines.get(agent.id(), _ -> new Lines()).note(
                    new Line(code, detail, transport, origin == null ? null : shown(origin), 1, clock.instant(), clock.instant()));
        }
    }

    /// What was refused at an agent in the last seven days, the latest first.
    public List<Line> of(AgentId agent) {
        var known = lines.getIfPresent(agent);
        return known == null ? List.of() : known.since(clock.instant().minus(RECENT));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        totals.forEach((code, total) -> FunctionCounter.builder("parley.identity.refused", total, LongAdder::sum)
                .description("Identity tokens and pages that were refused").tag("code", code.wireName()).register(registry));
    }

    private static String shown(String origin) {
        return ORIGIN.matcher(origin).matches() ? origin : "null";
    }

    /// What makes two refusals of one kind: everything but the numbers in the sentence, which are offsets.
    private record Kind(ErrorCode code, String sentence, Transport transport, @Nullable String origin) {
        static Kind of(Line line) {
            return new Kind(line.code(), NUMBERS.matcher(line.detail()).replaceAll("#"), line.transport(), line.origin());
        }
    }

    private static final class Lines {
        private final Map<Kind, Line> kinds = new HashMap<>();

        synchronized void note(Line seen) {
            var kind = Kind.of(seen);
            if (!kinds.containsKey(kind) && kinds.size() == LINES_PER_AGENT) {
                kinds.remove(leastSeen());
            }
            kinds.merge(kind, seen, (before, now) -> new Line(now.code(), now.detail(), now.transport(), now.origin(),
                    before.count() + 1, before.first(), now.last()));
        }

        synchronized List<Line> since(Instant oldest) {
            kinds.values().removeIf(line -> line.last().isBefore(oldest));
            return kinds.values().stream().sorted(Comparator.comparing(Line::last).reversed()).toList();
        }

        private Kind leastSeen() {
            return kinds.entrySet().stream()
                    .min(Comparator.comparingLong((Map.Entry<Kind, Line> entry) -> entry.getValue().count())
                            .thenComparing(entry -> entry.getValue().last()))
                    .map(Map.Entry::getKey).orElseThrow();
        }
    }
}
