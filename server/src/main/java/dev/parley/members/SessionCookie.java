package dev.parley.members;

import dev.parley.platform.http.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The cookie that carries a session's token, and the rules under which it counts, so that another page can never use it:
/// the request comes from a page of ours, and a write is JSON, which a form cannot send. An upload is a form: there the
/// browser must say both that the page has our origin and that it is the same (W3C Fetch Metadata, section 2.3).
public final class SessionCookie {
    private static final String SECURE_NAME = "__Host-parley";
    private static final String PLAIN_NAME = "parley_session";
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private SessionCookie() {}

    /// The session token of the cookie, if the request has one and it counts.
    public static Optional<String> token(Request request) {
        return request.cookie(name(request)).filter(_ -> isFromOurPage(request) && isSafeKind(request));
    }

    /// The value of `Set-Cookie` that keeps a token until it expires.
    public static String keep(Request request, String token, Instant expiresAt, Clock clock) {
        return write(request, token, Math.max(0, Duration.between(clock.instant(), expiresAt).toSeconds()));
    }

    /// The value of `Set-Cookie` that makes the browser forget.
    public static String forget(Request request) {
        return write(request, "", 0);
    }

    private static String write(Request request, String value, long maxAge) {
        return name(request) + "=" + value + "; Path=/; Max-Age=" + maxAge + "; HttpOnly; SameSite=Strict"
                + (isSecure(request) ? "; Secure" : "");
    }

    private static boolean isFromOurPage(Request request) {
        var origin = request.header("Origin");
        return origin.isPresent()
                ? origin.get().equals(request.ownOrigin())
                : request.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
    }

    private static boolean isSafeKind(Request request) {
        var type = request.header("Content-Type").map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        return READS.contains(request.method())
                || type.filter("application/json"::equals).isPresent()
                || type.filter("multipart/form-data"::equals).isPresent() && isSurelyFromOurPage(request);
    }

    private static boolean isSurelyFromOurPage(Request request) {
        return request.header("Origin").filter(request.ownOrigin()::equals).isPresent()
                && request.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
    }

    private static String name(Request request) {
        return isSecure(request) ? SECURE_NAME : PLAIN_NAME;
    }

    private static boolean isSecure(Request request) {
        return request.ownOrigin().startsWith("https://");
    }
}
