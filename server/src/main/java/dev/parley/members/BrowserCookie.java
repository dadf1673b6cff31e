package dev.parley.members;

import dev.parley.platform.http.Request;
import java.time.Duration;
import java.util.Optional;

/// The cookie by which a browser is known again in which somebody has signed in before. It opens nothing: it only keeps
/// attempts of others from using up those of its owner.
public final class BrowserCookie {
    private static final String SECURE_NAME = "__Host-parley-browser";
    private static final String PLAIN_NAME = "parley_browser";
    private static final Duration LIFETIME = Duration.ofDays(365);

    private BrowserCookie() {}

    static Optional<String> mark(Request request) {
        return request.cookie(isSecure(request) ? SECURE_NAME : PLAIN_NAME);
    }

    /// The value of `Set-Cookie` that keeps a mark.
    public static String keep(Request request, String mark) {
        return (isSecure(request) ? SECURE_NAME : PLAIN_NAME) + "=" + mark + "; Path=/; Max-Age=" + LIFETIME.toSeconds()
                + "; HttpOnly; SameSite=Strict" + (isSecure(request) ? "; Secure" : "");
    }

    private static boolean isSecure(Request request) {
        return request.ownOrigin().startsWith("https://");
    }
}
