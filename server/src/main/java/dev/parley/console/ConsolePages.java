package dev.parley.console;

import dev.parley.platform.http.HttpSettings;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Rule;
import dev.parley.platform.web.Html;
import dev.parley.platform.web.WebFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `GET /console/…`: one page for every address of the console, which its script tells apart. The pages behind the
/// one-time links of a first start and of an invitation are among them; such a link's token stands in the fragment, so
/// that it reaches no log and no other site.
public final class ConsolePages {
    private static final String HTML = "text/html; charset=utf-8";

    private final WebFiles files;
    private final Optional<String> publicOrigin;
    private final Optional<String> consoleOrigin;

    public ConsolePages(WebFiles files, HttpSettings settings) {
        this.files = files;
        this.publicOrigin = settings.publicOrigin();
        this.consoleOrigin = settings.consoleOrigin();
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/console", Rule.ANYONE,
                        new Operation("consoleEntrance", "pages", "Leads to the console."),
                        _ -> leadTo(consoleOrigin.orElse(""))),
                new Route("GET", "/console/{path...}", Rule.ANYONE,
                        new Operation("consolePage", "pages", "A page of the console."), this::serve));
    }

    private Response serve(Request request) {
        if (namesAFile(request.pathParameter("path"))) {
            throw Refused.notFound("file");
        }
        if (consoleOrigin.filter(origin -> !origin.equals(request.ownOrigin())).isPresent()) {
            return leadTo(consoleOrigin.get());
        }
        return Response.bytes(HTML, page().getBytes(StandardCharsets.UTF_8), headers());
    }

    /// A page's address never has a dot in its last part; a script that is gone is better missing than answered with HTML.
    private static boolean namesAFile(String path) {
        return path.indexOf('.', path.lastIndexOf('/') + 1) >= 0;
    }

    private static Response leadTo(String origin) {
        return new Response.Bytes(302, HTML, new byte[0],
                Map.of("Location", origin + "/console/", "Cache-Control", "no-store"));
    }

    /// The frame is the live preview, which stands on the public origin where the console has its own.
    private Map<String, String> headers() {
        return Map.of(
                "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self' data:; font-src 'self'; frame-src 'self'" + publicOrigin.map(" "::concat).orElse("")
                        + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                        + " require-trusted-types-for 'script'; trusted-types lit-html",
                "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self)",
                "Cache-Control", "no-store",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin");
    }

    private String page() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Parley</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%s">
                <meta name="parley-hub" content="%s">
                %s
                <script type="module" src="%s"></script>
                </head>
                <body><parley-console></parley-console>
                <noscript><p>The console needs JavaScript. Allow it for this address, then load the page again.</p></noscript>
                </body>
                </html>
                """.formatted(files.address("console.css"), Html.escape(publicOrigin.orElse("")), preloads(), files.address("console.js"));
    }

    /// What the script will ask for as soon as it runs, asked for beside it.
    private String preloads() {
        return files.addresses("console/first/").stream()
                .map(address -> "<link rel=\"modulepreload\" href=\"" + address + "\">").collect(Collectors.joining("\n"));
    }
}
