package dev.parley.embed;

import dev.parley.agents.Agent;
import dev.parley.agents.Agents;
import dev.parley.identity.FrameTickets;
import dev.parley.identity.RefusalLog;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.platform.web.Html;
import dev.parley.platform.web.WebFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `GET /agent/{slug}`: the page that holds the chat frame. Its query is for the browser alone; nothing of it is read,
/// answered or logged here, since an identity token may stand there.
final class FramePage {
    /// What `Sec-Fetch-Dest` says of a page that is loaded into another (W3C Fetch Metadata, section 2.1). A client that
    /// does not say it is no browser, an old one, or one on plain HTTP: it counts as having followed the link.
    private static final Set<String> FRAMED = Set.of("iframe", "frame", "embed", "object", "fencedframe");
    /// The origin at the start of a `Referer` (RFC 9110, section 10.1.3).
    private static final Pattern ORIGIN = Pattern.compile("^(https?://[a-z0-9.\\-\\[\\]:]{1,260})(?:/|$)");
    private static final String HTML = "text/html; charset=utf-8";

    private final Agents agents;
    private final FrameTickets tickets;
    private final RefusalLog refusals;
    private final WebFiles files;

    FramePage(Agents agents, FrameTickets tickets, RefusalLog refusals, WebFiles files) {
        this.agents = agents;
        this.tickets = tickets;
        this.refusals = refusals;
        this.files = files;
    }

    Route route() {
        return new Route("GET", "/agent/{slug}", Route.Rule.ANYONE,
                new Operation("framePage", "embed", "The chat frame of an agent, as a page."), this::serve);
    }

    /// The frame of an agent's draft, which only our own console may show and only a preview ticket opens. By the agent's
    /// id, so that the browser keeps nothing of it with what it keeps of the agent's real frame.
    Route previewRoute() {
        return new Route("GET", "/agent/{slug}/preview", Route.Rule.ANYONE,
                new Operation("previewPage", "embed", "The chat frame of an agent's draft, for the console."),
                this::servePreview);
    }

    private Response servePreview(Request request) {
        return agents.bySlugOrId(request.pathParameter("slug"))
                .map(agent -> new Frame(agent, agent.id().value(), "", List.of(request.ownOrigin()), true))
                .map(frame -> page(200, FrameSecurity.ownPagesOnly(), frame(frame)))
                .orElseGet(() -> page(404, FrameSecurity.ownPagesOnly(),
                        notice("Not Found", "There is no agent at this address. Check the link.")));
    }

    private Response serve(Request request) {
        var agent = agents.bySlugOrId(request.pathParameter("slug"));
        if (agent.isEmpty()) {
            return page(404, FrameSecurity.headers(List.of()), notice("Not Found", "There is no agent at this address. Check the link."));
        }
        var headers = FrameSecurity.headers(agent.get().definition().allowedOrigins());
        return switch (agent.get().status()) {
            case SUSPENDED -> page(503, headers,
                    notice("Temporarily Unavailable", "This agent is not available at the moment. Please try again later."))
                    .with("Retry-After", "60");
            case ACTIVE -> page(200, headers, frame(shown(agent.get(), request)));
        };
    }

    /// The origin of the page around the frame, as its browser tells it; null where it tells none. One that the browser is
    /// about to refuse, by the list in our answer, is noted for the builder.
    private @Nullable String parent(Agent agent, Request request) {
        var parent = isFramed(request) ? request.header("Referer").map(FramePage::origin).orElse(null) : null;
        var listed = agent.definition().allowedOrigins();
        if (parent != null && !listed.isEmpty() && !listed.contains("*") && !listed.contains(parent)
                && !request.isOwn(parent)) {
            refusals.note(agent, ErrorCode.ORIGIN_NOT_ALLOWED,
                    "A page of this origin tried to show the agent in a frame: list the origin in its allowed origins.",
                    RefusalLog.Transport.FRAME_PAGE, parent);
        }
        return parent == null || request.isOwn(parent) ? null : parent;
    }

    private static @Nullable String origin(String referer) {
        return ORIGIN.matcher(referer).results().map(found -> found.group(1)).findFirst().orElse(null);
    }

    private static boolean isFramed(Request request) {
        return request.header("Sec-Fetch-Dest").filter(FRAMED::contains).isPresent();
    }

    private static Response page(int status, Map<String, String> headers, String html) {
        return new Response.Bytes(status, HTML, html.getBytes(StandardCharsets.UTF_8), headers);
    }

    /// What a frame page tells its scripts.
    ///
    /// @param reference names the agent in addresses, and what the browser keeps of it
    /// @param ticket    a frame ticket; empty where a preview ticket is needed
    /// @param origins   whose pages may embed it; none listed means any
    private record Frame(Agent agent, String reference, String ticket, List<String> origins, boolean framed) {}

    private Frame shown(Agent agent, Request request) {
        var framed = isFramed(request);
        var ticket = tickets.issue(agent, new FrameTickets.FrameTicket(framed, parent(agent, request)));
        return new Frame(agent, agent.slug(), ticket, agent.definition().allowedOrigins(), framed);
    }

    /// The first script takes the token out of the address before anything else can read it.
    private String frame(Frame frame) {
        var name = Html.escape(frame.agent().definition().name());
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
                <title>%s</title>
                <script src="%s"></script>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%s">
                <meta name="parley-agent" content="%s">
                <meta name="parley-ticket" content="%s">
                <meta name="parley-origins" content="%s">
                <meta name="parley-framed" content="%s">
                <meta name="parley-name" content="%s">
                <script type="module" src="%s"></script>
                </head>
                <body><parley-frame></parley-frame></body>
                </html>
                """.formatted(
                name, files.address("boot.js"), files.address("frame.css"), Html.escape(frame.reference()),
                frame.ticket(), Html.escape(Json.text(Json.texts(frame.origins()))), frame.framed(), name,
                files.address("frame.js"));
    }

    private String notice(String title, String sentence) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <script src="%2$s"></script>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%3$s">
                </head>
                <body><main class="notice"><h1>%1$s</h1><p>%4$s</p></main></body>
                </html>
                """.formatted(Html.escape(title), files.address("boot.js"), files.address("frame.css"), Html.escape(sentence));
    }
}
