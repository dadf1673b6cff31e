package dev.parley.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.Optional;

/// One HTTP request, or the upgrade request of a WebSocket.
public interface Request {
    /// The identifier that finds this request in the log; also sent as `Parley-Request-Id`.
    String id();

    String method();

    /// The decoded path without the query.
    String path();

    /// The part of the path that stands for `{name}` in the route's template.
    ///
    /// @throws IllegalArgumentException if the route has no such part
    String pathParameter(String name);

    Optional<String> query(String name);

    /// The only value of a header; a header sent more than once is joined with commas (RFC 9110, section 5.3).
    Optional<String> header(String name);

    Optional<String> cookie(String name);

    /// The client's address; behind a trusted proxy the one it reports.
    InetAddress address();

    /// The origin this hub is reached under, such as `https://chat.example.com`.
    String ownOrigin();

    /// Whether an `Origin` header (RFC 6454, section 7) names this hub itself.
    default boolean isOwn(String origin) {
        return ownOrigin().equalsIgnoreCase(origin);
    }

    /// Adds a header to the response, whether the request succeeds or is refused.
    void addResponseHeader(String name, String value);

    /// The whole body.
    ///
    /// @throws Refused `too_large` beyond the route's limit
    byte[] body();

    /// The body as one strict JSON object.
    ///
    /// @throws Refused `invalid_request` if it is not one, or its media type is not JSON
    ObjectNode json();

    /// The credentials of `Authorization: Bearer` (RFC 6750, section 2.1), if that header is present.
    ///
    /// @throws Refused `authentication_failed` if the header is present and is not exactly that
    default Optional<String> bearer() {
        return header("Authorization").map(value -> {
            if (!value.regionMatches(true, 0, "Bearer ", 0, 7) || value.length() == 7) {
                throw Refused.because(ErrorCode.AUTHENTICATION_FAILED,
                        "Send the credential as \"Authorization: Bearer <token>\".");
            }
            return value.substring(7);
        });
    }
}
