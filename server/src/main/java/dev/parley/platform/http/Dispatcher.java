package dev.parley.platform.http;

import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes each request to its route and turns whatever comes back, a response or an exception, into the answer.
final class Dispatcher extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /// One line a request, without its query: a token may stand there.
    private static final Logger ACCESS = LoggerFactory.getLogger("dev.parley.access");
    private static final String JSON = "application/json";
    private static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store");
    private static final int STREAM_BUFFER = 32 * 1024;
    private static final Duration RETRY_LATER = Duration.ofSeconds(5);

    private final RouteTable table;
    private final Sockets sockets;
    private final HttpSettings settings;
    private final MeterRegistry meters;

    Dispatcher(RouteTable table, Sockets sockets, HttpSettings settings, MeterRegistry meters) {
        this.table = table;
        this.sockets = sockets;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public boolean handle(org.eclipse.jetty.server.Request jetty, Response jettyResponse, Callback callback) {
        var began = System.nanoTime();
        var request = new IncomingRequest(jetty, jettyResponse, settings, Ids.next("req_"));
        jettyResponse.getHeaders().put("Parley-Request-Id", request.id()).put("X-Content-Type-Options", "nosniff")
                .put("Referrer-Policy", "no-referrer");
        var place = request.path().startsWith("/") ? table.find(request.path()) : null;
        var route = place == null ? null : place.routes().get(method(request));
        try {
            if (place != null && place.socket() != null && Sockets.isUpgrade(request)) {
                request.matched(place.parameters(), Route.BODY_LIMIT);
                return sockets.upgrade(place.socket(), request, jetty, jettyResponse, callback);
            }
            write(answer(request, place, route), request, jettyResponse);
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        } finally {
            record(request, route, jettyResponse.getStatus(), System.nanoTime() - began);
        }
        return true;
    }

    private static String method(Request request) {
        return request.method().equals("HEAD") ? "GET" : request.method();
    }

    private dev.parley.platform.http.Response answer(
            IncomingRequest request, RouteTable.@Nullable Place place, @Nullable Route route) {
        try {
            if (place == null) {
                throw Refused.because(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            }
            if (route == null) {
                request.addResponseHeader("Allow", place.allowed());
                throw Refused.because(ErrorCode.NOT_FOUND, "This address answers " + place.allowed() + " only.");
            }
            request.matched(place.parameters(), route.bodyLimit());
            return route.handler().handle(request);
        } catch (Exception e) {
            request.discardBody();
            return failure(refusal(e, request), request);
        }
    }

    /// What a client is told of an exception; what it is not told stands in the log under the request's id.
    private static Refused refusal(Exception thrown, Request request) {
        return switch (thrown) {
            case Refused refused -> refused;
            case DatabaseUnavailable unavailable -> {
                LOG.error("{} {}: the store is unavailable", request.id(), request.path(), unavailable);
                yield Refused.until(ErrorCode.UNAVAILABLE, "Nothing was stored. Try again shortly.", RETRY_LATER);
            }
            default -> {
                LOG.error("{} {} failed", request.id(), request.path(), thrown);
                yield Refused.because(ErrorCode.INTERNAL_ERROR,
                        "Something went wrong here. The request id finds it in the hub's log.");
            }
        };
    }

    static dev.parley.platform.http.Response failure(Refused refused, Request request) {
        var retryAfter = refused.retryAfter();
        if (retryAfter != null) {
            request.addResponseHeader("Retry-After", Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000)));
        }
        var body = Json.bytes(Envelope.failure(refused, request.id()));
        return new dev.parley.platform.http.Response.Bytes(refused.code().status(), JSON, body, NO_STORE);
    }

    static void write(dev.parley.platform.http.Response answer, Request request, Response out) throws IOException {
        answer.headers().forEach((name, value) -> out.getHeaders().put(name, value));
        switch (answer) {
            case dev.parley.platform.http.Response.Data(var status, var data, var _) -> {
                if (!out.getHeaders().contains(HttpHeader.CACHE_CONTROL)) {
                    out.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
                }
                whole(out, status, JSON, Json.bytes(Envelope.success(data)));
            }
            case dev.parley.platform.http.Response.Bytes(var status, var type, var body, var _) ->
                    whole(out, status, type, body);
            case dev.parley.platform.http.Response.Streamed(var type, var writer, var _) -> {
                out.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
                stream(out, writer);
            }
            case dev.parley.platform.http.Response.Events(var writer, var _) -> {
                out.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream").put(HttpHeader.CACHE_CONTROL, "no-store")
                        .put("X-Accel-Buffering", "no");
                try (var stream = Content.Sink.asOutputStream(out)) {
                    writer.write(new EventStream(stream));
                }
            }
        }
    }

    /// A writer that breaks off leaves the stream open, so that its reader sees that the end is missing.
    private static void stream(Response out, dev.parley.platform.http.Response.BodyWriter writer) throws IOException {
        var stream = new BufferedOutputStream(Content.Sink.asOutputStream(out), STREAM_BUFFER);
        writer.write(stream);
        stream.close();
    }

    private static void whole(Response out, int status, String type, byte[] body) throws IOException {
        out.setStatus(status);
        out.getHeaders().put(HttpHeader.CONTENT_TYPE, type).put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(out, true, BufferUtil.toBuffer(body));
    }

    private void record(Request request, @Nullable Route route, int status, long nanos) {
        var template = route == null ? "none" : route.path();
        meters.timer("parley.http.requests", "method", route == null ? "other" : route.method(), "route", template,
                "status", Integer.toString(status)).record(nanos, TimeUnit.NANOSECONDS);
        if (ACCESS.isInfoEnabled()) {
            ACCESS.info("{} {} {} {} {} ms", request.id(), request.method(), printable(request.path()), status,
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }

    /// The path without anything that could forge a line of the log.
    private static String printable(String path) {
        var shown = path.length() <= 200 ? path : path.substring(0, 200) + "…";
        return shown.codePoints().allMatch(c -> c >= 0x20 && c != 0x7f) ? shown : shown.replaceAll("\\p{Cntrl}", "?");
    }
}
