package dev.parley.platform.http;

import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Says in our own words what Jetty refuses before a request reaches a route: malformed HTTP and oversized headers.
final class JettyErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var refused = refusal(response.getStatus());
        var body = Json.bytes(Envelope.failure(refused, Ids.next("req_")));
        response.setStatus(refused.code().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json").put(HttpHeader.CACHE_CONTROL, "no-store")
                .put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, BufferUtil.toBuffer(body), callback);
        return true;
    }

    private static Refused refusal(int status) {
        return switch (status) {
            case 413, 414, 431 -> Refused.because(ErrorCode.TOO_LARGE, "Request line and headers may have 12 KiB.");
            case 503 -> Refused.because(ErrorCode.UNAVAILABLE, "The hub is restarting. Try again shortly.");
            default -> status >= 500
                    ? Refused.because(ErrorCode.INTERNAL_ERROR, "Something went wrong here.")
                    : Refused.because(ErrorCode.INVALID_REQUEST, "This is not a valid HTTP request.");
        };
    }
}
