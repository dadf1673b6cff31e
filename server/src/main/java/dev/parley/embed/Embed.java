package dev.parley.embed;

import dev.parley.agents.Agents;
import dev.parley.identity.Identity;
import dev.parley.platform.http.Route;
import dev.parley.platform.limits.Limits;
import dev.parley.platform.web.WebFiles;
import dev.parley.tenants.ApiKeys;
import java.util.ArrayList;
import java.util.List;

/// What host products meet: the frame page, the page where members sign in for it, and the endpoint that mints tokens.
public record Embed(List<Route> routes) {
    public static Embed create(Agents agents, ApiKeys apiKeys, Identity identity, Limits limits, WebFiles files) {
        var routes = new ArrayList<Route>();
        var framePage = new FramePage(agents, identity.frameTickets(), identity.refusals(), files);
        routes.add(framePage.route());
        routes.add(framePage.previewRoute());
        routes.add(new SignInPage(agents, files).route());
        routes.add(new MintEndpoint(apiKeys, agents, identity.minting(), limits).route());
        return new Embed(List.copyOf(routes));
    }
}
