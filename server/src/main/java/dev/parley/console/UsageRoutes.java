package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agents;
import dev.parley.conversations.DailyUsage;
import dev.parley.conversations.UsageDay;
import dev.parley.members.Role;
import dev.parley.platform.csv.CsvWriter;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Parameter;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/api/v1/usage`: what agents did on which UTC day.
final class UsageRoutes {
    private static final String TAG = "usage";
    private static final int LONGEST = 366;
    private static final int USUAL = 30;
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("agent", "Only this agent's."),
            new Parameter("from", "The first UTC day; 30 days before the last if it is left out."),
            new Parameter("to", "The last UTC day; today if it is left out."));

    private final Guard guard;
    private final Agents agents;
    private final DailyUsage usage;
    private final Clock clock;

    UsageRoutes(Guard guard, Agents agents, DailyUsage usage, Clock clock) {
        this.guard = guard;
        this.agents = agents;
        this.usage = usage;
        this.clock = clock;
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.CONVERSATIONS_READ, Role.BUILDER);
        return List.of(
                guard.filtered("GET", "/api/v1/usage", read,
                        new Operation("getUsage", TAG, "Counts what each agent did on each UTC day; days without any are left out.")
                                .asks(PARAMETERS).gives(ref("Usage")),
                        (caller, request) -> {
                            var range = range(request);
                            return Response.ok(json(range, days(caller, request, range)));
                        }),
                guard.filtered("GET", "/api/v1/usage/export", read,
                        new Operation("exportUsage", TAG, "Gives the same numbers as a file.")
                                .asks(Stream.concat(PARAMETERS.stream(), ExportFormat.PARAMETERS.stream()).toList())
                                .givesFiles("application/json", "text/csv"),
                        this::export));
    }

    private record Range(LocalDate from, LocalDate to) {}

    private Range range(Request request) {
        var to = request.query("to").map(text -> Period.day(text, "to"))
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        var from = request.query("from").map(text -> Period.day(text, "from")).orElse(to.minusDays(USUAL - 1));
        if (from.isAfter(to) || from.isBefore(to.minusDays(LONGEST - 1))) {
            throw Refused.field("from", "Choose a first day before the last, at most " + LONGEST + " days in all.");
        }
        return new Range(from, to);
    }

    private List<UsageDay> days(ApiCaller caller, Request request, Range range) {
        return usage.days(caller.tenant(), range.from(), range.to(), ConversationQuery.agents(caller, request, agents));
    }

    private Response export(ApiCaller caller, Request request) {
        var range = range(request);
        var days = days(caller, request, range);
        var format = ExportFormat.of(request);
        return format.file("usage", out -> {
            switch (format) {
                case JSON -> out.write(Json.bytes(json(range, days)));
                case CSV -> csv(days, new CsvWriter(out));
            }
        });
    }

    private static void csv(List<UsageDay> days, CsvWriter csv) throws java.io.IOException {
        csv.row("day", "agent", "conversations", "users", "messages", "answers", "failed", "input_tokens",
                "output_tokens", "median_ms", "p95_ms", "up", "down");
        for (var day : days) {
            csv.row(day.day(), day.agent().value(), day.conversations(), day.users(), day.messages(), day.answers(),
                    day.failed(), day.inputTokens(), day.outputTokens(), median(day), p95(day), day.ups(), day.downs());
        }
    }

    private static ObjectNode json(Range range, List<UsageDay> days) {
        var json = Json.object().put("from", range.from().toString()).put("to", range.to().toString())
                .put("timeZone", "UTC");
        json.set("items", Json.array(days.stream().map(UsageRoutes::json).toList()));
        json.putObject("totals").put("messages", sum(days, UsageDay::messages)).put("answers", sum(days, UsageDay::answers))
                .put("failed", sum(days, UsageDay::failed)).put("inputTokens", sum(days, UsageDay::inputTokens))
                .put("outputTokens", sum(days, UsageDay::outputTokens)).put("up", sum(days, UsageDay::ups))
                .put("down", sum(days, UsageDay::downs));
        return json;
    }

    private static long sum(List<UsageDay> days, ToLongFunction<UsageDay> number) {
        return days.stream().mapToLong(number).sum();
    }

    private static ObjectNode json(UsageDay day) {
        return Json.object().put("day", day.day().toString()).put("agent", day.agent().value())
                .put("conversations", day.conversations()).put("users", day.users()).put("messages", day.messages())
                .put("answers", day.answers()).put("failed", day.failed()).put("inputTokens", day.inputTokens())
                .put("outputTokens", day.outputTokens()).put("medianMs", median(day)).put("p95Ms", p95(day))
                .put("up", day.ups()).put("down", day.downs());
    }

    private static @Nullable Long median(UsageDay day) {
        return day.latency() == null ? null : day.latency().median().toMillis();
    }

    private static @Nullable Long p95(UsageDay day) {
        return day.latency() == null ? null : day.latency().p95().toMillis();
    }
}
