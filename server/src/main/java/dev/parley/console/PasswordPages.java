package dev.parley.console;

import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The pages behind the two one-time links: the first start's and an invitation's. The link's token stands in the
/// fragment, so that it reaches no log and no other site.
final class PasswordPages {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
            "Cache-Control", "no-store",
            "Cross-Origin-Opener-Policy", "same-origin");

    private PasswordPages() {}

    static List<Route> routes() {
        return List.of(
                route("/console/setup", "setUpPage", "text/html; charset=utf-8", "setup.html"),
                route("/console/accept", "acceptPage", "text/html; charset=utf-8", "accept.html"),
                route("/console/password.js", "passwordScript", "text/javascript; charset=utf-8", "password.js"),
                route("/console/password.css", "passwordStyle", "text/css; charset=utf-8", "password.css"));
    }

    private static Route route(String path, String id, String type, String resource) {
        var bytes = read(resource);
        return new Route("GET", path, Rule.ANYONE, new Operation(id, "pages", "Shows where a password is chosen."),
                _ -> Response.bytes(type, bytes, HEADERS));
    }

    private static byte[] read(String resource) {
        try (var in = Objects.requireNonNull(PasswordPages.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
