package dev.parley.embed;

import dev.parley.agents.Agent;
import dev.parley.agents.Agents;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.web.Html;
import dev.parley.platform.web.WebFiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `GET /agent/{slug}/sign-in`: where a member signs in for one agent. It is always a page of its own, so that cookies
/// count and the address bar says whose page it is; a frame opens it as a window and hears from it.
final class SignInPage {
    /// No opener policy: the frame that opened the window is to hear from it. What is said there is for our origin alone.
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html",
            "Cache-Control", "no-store");

    private final Agents agents;
    private final WebFiles files;

    SignInPage(Agents agents, WebFiles files) {
        this.agents = agents;
        this.files = files;
    }

    Route route() {
        return new Route("GET", "/agent/{slug}/sign-in", Route.Rule.ANYONE,
                new Operation("signInPage", "embed", "Where a member signs in for one agent."), this::serve);
    }

    private Response serve(Request request) {
        var agent = agents.bySlugOrId(request.pathParameter("slug")).orElseThrow(() -> Refused.notFound("agent"));
        return Response.bytes("text/html; charset=utf-8", page(agent).getBytes(StandardCharsets.UTF_8), HEADERS);
    }

    private String page(Agent agent) {
        var name = Html.escape(agent.definition().name());
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Sign in: %1$s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%2$s">
                <meta name="parley-agent" content="%3$s">
                <meta name="parley-name" content="%1$s">
                <script type="module" src="%4$s"></script>
                </head>
                <body><main class="sign-in"><parley-sign-in></parley-sign-in></main></body>
                </html>
                """.formatted(name, files.address("frame.css"), Html.escape(agent.slug()), files.address("sign-in.js"));
    }
}
