package dev.parley.chat;

import dev.parley.agents.Agent;
import dev.parley.agents.Agents;
import dev.parley.identity.RefusalLog.Transport;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// The HTTP routes of `/embed/v1`: each finds the agent, tells browsers which pages may read the answer, and lets the
/// caller in, before its handler runs.
final class EmbedRoutes {
    static final String AGENT = "/embed/v1/agents/{agent}";
    private static final String ALLOWED_HEADERS = "Authorization, Content-Type, Parley-Visitor, Parley-Ticket";

    private final Agents agents;
    private final Admission admission;

    EmbedRoutes(Agents agents, Admission admission) {
        this.agents = agents;
        this.admission = admission;
    }

    /// What a route does for a caller who was let in.
    @FunctionalInterface
    interface Handler {
        Response handle(Request request, Admitted caller) throws Exception;
    }

    Route route(String method, String path, Route.Operation operation, Handler handler) {
        return new Route(method, AGENT + path, Route.Rule.END_USER, operation, request -> {
            var agent = agent(agents, request);
            var from = Provenance.of(request, Transport.REST);
            allowReading(request, agent, from);
            admission.requireOrigin(agent, from);
            var admitted = admission.admit(agent, from, Credentials.of(request), request.address());
            tellVisitor(request, admitted);
            return handler.handle(request, admitted);
        });
    }

    /// The routes, and for each of their paths one that answers a browser's preflight (WHATWG Fetch, section 4.8).
    List<Route> withPreflights(List<Route> routes) {
        var all = new ArrayList<>(routes);
        var paths = new LinkedHashSet<String>();
        routes.forEach(route -> paths.add(route.path()));
        paths.forEach(path -> all.add(new Route("OPTIONS", path, Route.Rule.ANYONE,
                new Route.Operation("preflight" + all.size(), "embed", "Tells a browser that pages may ask."),
                this::preflight)));
        return all;
    }

    private Response preflight(Request request) {
        var agent = agent(agents, request);
        var from = Provenance.of(request, Transport.REST);
        allowReading(request, agent, from);
        admission.requireOrigin(agent, from);
        return new Response.Bytes(204, "text/plain", new byte[0], Map.of(
                "Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE",
                "Access-Control-Allow-Headers", ALLOWED_HEADERS,
                "Access-Control-Max-Age", "600"));
    }

    /// @throws Refused `not_found` unless the path's `{agent}` names one
    static Agent agent(Agents agents, Request request) {
        return agents.bySlugOrId(request.pathParameter("agent")).orElseThrow(() -> Refused.notFound("agent"));
    }

    /// CORS without credentials: a page can only show what it was given.
    private static void allowReading(Request request, Agent agent, Provenance from) {
        request.addResponseHeader("Vary", "Origin");
        var origin = from.origin();
        if (origin != null && from.isForeignPage() && from.admittedBy(agent)) {
            request.addResponseHeader("Access-Control-Allow-Origin", origin);
            request.addResponseHeader("Access-Control-Expose-Headers", "Parley-Visitor, Parley-Request-Id, Retry-After");
        }
    }

    private static void tellVisitor(Request request, Admitted admitted) {
        var token = admitted.caller().visitorToken();
        if (token != null) {
            request.addResponseHeader("Parley-Visitor", token);
        }
    }
}
