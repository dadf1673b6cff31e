package dev.parley.chat;

import dev.parley.agents.Agents;
import dev.parley.identity.FrameTickets;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.json.Json;

/// `POST /embed/v1/agents/{agent}/ticket`: a fresh frame ticket for a frame page that has been open for long, in exchange
/// for the one it was loaded with. It lets nobody in; what it says of the page stays what the hub saw when it served it.
final class TicketRoute {
    private final Agents agents;
    private final FrameTickets tickets;

    TicketRoute(Agents agents, FrameTickets tickets) {
        this.agents = agents;
        this.tickets = tickets;
    }

    Route route() {
        return new Route("POST", EmbedRoutes.AGENT + "/ticket", Route.Rule.ANYONE,
                new Route.Operation("renewTicket", "embed", "Renews the frame ticket in the header Parley-Ticket.")
                        .gives(Schemas.TICKET), this::renew);
    }

    private Response renew(Request request) {
        var agent = EmbedRoutes.agent(agents, request);
        var renewed = request.header("Parley-Ticket").flatMap(ticket -> tickets.renew(agent, ticket))
                .orElseThrow(() -> Refused.because(ErrorCode.ORIGIN_NOT_ALLOWED,
                        "This page was loaded too long ago, or before the agent's allowed origins changed: load it anew."));
        return Response.ok(Json.object().put("ticket", renewed));
    }
}
