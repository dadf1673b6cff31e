package dev.parley.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// A request as Jetty received it.
final class IncomingRequest implements Request {
    /// In bytes.
    private static final long MOST_DISCARDED = 32L * 1024 * 1024;

    private final org.eclipse.jetty.server.Request jetty;
    private final Response response;
    private final HttpSettings settings;
    private final String id;
    private final String path;
    private Map<String, String> pathParameters = Map.of();
    private int bodyLimit = Route.BODY_LIMIT;
    private @Nullable Fields query;
    private byte @Nullable [] body;

    IncomingRequest(org.eclipse.jetty.server.Request jetty, Response response, HttpSettings settings, String id) {
        this.jetty = jetty;
        this.response = response;
        this.settings = settings;
        this.id = id;
        this.path = org.eclipse.jetty.server.Request.getPathInContext(jetty);
    }

    void matched(Map<String, String> pathParameters, int bodyLimit) {
        this.pathParameters = pathParameters;
        this.bodyLimit = bodyLimit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String method() {
        return jetty.getMethod();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String pathParameter(String name) {
        var value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        if (query == null) {
            query = org.eclipse.jetty.server.Request.extractQueryParameters(jetty);
        }
        return Optional.ofNullable(query.getValue(name));
    }

    @Override
    public Optional<String> header(String name) {
        var values = jetty.getHeaders().getValuesList(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    @Override
    public Optional<String> cookie(String name) {
        return org.eclipse.jetty.server.Request.getCookies(jetty).stream()
                .filter(cookie -> cookie.getName().equals(name)).map(cookie -> cookie.getValue()).findFirst();
    }

    @Override
    public InetAddress address() {
        return settings.trustedProxies().client(peer(), header("X-Forwarded-For"));
    }

    private InetAddress peer() {
        return jetty.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress internet
                && internet.getAddress() != null ? internet.getAddress() : InetAddress.getLoopbackAddress();
    }

    @Override
    public String ownOrigin() {
        var reached = reachedOrigin();
        List<String> own = settings.ownOrigins();
        return own.isEmpty() || own.contains(reached) ? reached : own.getFirst();
    }

    private String reachedOrigin() {
        var behindProxy = settings.trustedProxies().trusts(peer());
        var scheme = behindProxy ? header("X-Forwarded-Proto").orElse("http") : jetty.isSecure() ? "https" : "http";
        var host = behindProxy ? header("X-Forwarded-Host").or(() -> header("Host")) : header("Host");
        return (scheme + "://" + host.orElse("localhost")).toLowerCase(Locale.ROOT);
    }

    @Override
    public void addResponseHeader(String name, String value) {
        response.getHeaders().add(name, value);
    }

    @Override
    public byte[] body() {
        if (body == null) {
            body = readBody();
        }
        return body;
    }

    /// Reads what nobody asked for or what is too much, up to a bound: else the connection would break under a client
    /// that is still sending, which would never learn why it was refused.
    void discardBody() {
        if (body == null) {
            try {
                Content.Source.asInputStream(jetty).skipNBytes(MOST_DISCARDED);
            } catch (IOException _) {
                // It is all read, or the client is gone.
            }
        }
    }

    /// Leaves the stream open: closing it early would break the connection.
    private byte[] readBody() {
        if (jetty.getLength() > bodyLimit) {
            throw tooLarge();
        }
        try {
            var read = Content.Source.asInputStream(jetty).readNBytes(bodyLimit + 1);
            if (read.length > bodyLimit) {
                throw tooLarge();
            }
            return read;
        } catch (IOException e) {
            throw Refused.because(ErrorCode.INVALID_REQUEST, "The body ended early.");
        }
    }

    private Refused tooLarge() {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        return Refused.because(ErrorCode.TOO_LARGE, "The body may have at most " + bodyLimit + " bytes.");
    }

    @Override
    public ObjectNode json() {
        var type = header("Content-Type").orElse("");
        var mediaType = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaType.equals("application/json")) {
            throw Refused.field("Content-Type", "Send the body as application/json.");
        }
        try {
            return StrictJson.object(body());
        } catch (MalformedJson e) {
            throw Refused.because(ErrorCode.INVALID_REQUEST, "The body must be one JSON object: " + e.getMessage());
        }
    }
}
