package dev.parley.members.oidc;

import dev.parley.platform.http.Request;
import java.util.Optional;

/// The cookie by which a browser is known again when it comes back from a provider. `Lax`, since it comes back from
/// another site; it proves nothing but that the sign-in began here.
public final class AttemptCookie {
    private static final String SECURE_NAME = "__Host-parley-attempt";
    private static final String PLAIN_NAME = "parley_attempt";
    private static final int MAX_AGE_SECONDS = 600;

    private AttemptCookie() {}

    public static Optional<String> read(Request request) {
        return request.cookie(isSecure(request) ? SECURE_NAME : PLAIN_NAME);
    }

    /// The value of `Set-Cookie` that keeps it for ten minutes.
    public static String keep(Request request, String browser) {
        return write(request, browser, MAX_AGE_SECONDS);
    }

    /// The value of `Set-Cookie` that makes the browser forget.
    public static String forget(Request request) {
        return write(request, "", 0);
    }

    private static String write(Request request, String value, int maxAge) {
        return (isSecure(request) ? SECURE_NAME : PLAIN_NAME) + "=" + value + "; Path=/; Max-Age=" + maxAge
                + "; HttpOnly; SameSite=Lax" + (isSecure(request) ? "; Secure" : "");
    }

    private static boolean isSecure(Request request) {
        return request.ownOrigin().startsWith("https://");
    }
}
