package dev.parley.platform.http;

import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What operators and their machines ask: is it alive, is it ready, how is it doing.
public final class Operations {
    private static final String TAG = "operations";

    private final Database database;
    private final PrometheusMeterRegistry meters;

    public Operations(Database database, PrometheusMeterRegistry meters) {
        this.database = database;
        this.meters = meters;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/health/live", Route.Rule.ANYONE,
                        new Route.Operation("live", TAG, "Whether the process runs."),
                        _ -> Response.ok(Json.object().put("status", "live"))),
                new Route("GET", "/health/ready", Route.Rule.ANYONE,
                        new Route.Operation("ready", TAG, "Whether a message would be stored now."), _ -> ready()),
                new Route("GET", "/metrics", Route.Rule.ANYONE,
                        new Route.Operation("metrics", TAG, "Metrics in Prometheus text format."),
                        _ -> Response.bytes("text/plain; version=0.0.4; charset=utf-8",
                                meters.scrape().getBytes(StandardCharsets.UTF_8), Map.of("Cache-Control", "no-store"))));
    }

    private Response ready() {
        var health = database.health();
        if (!health.writable()) {
            throw Refused.until(ErrorCode.UNAVAILABLE, health.detail(), Duration.ofSeconds(5));
        }
        return Response.ok(Json.object().put("status", "ready"));
    }
}
