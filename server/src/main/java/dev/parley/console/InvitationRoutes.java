package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.access.Access;
import dev.parley.access.Grant;
import dev.parley.access.InvitePeople;
import dev.parley.agents.Agents;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.List;
import java.util.Locale;

/// `/api/v1/agents/{id}/invitations`: the grants of an agent, as people speak of them.
final class InvitationRoutes {
    private static final String TAG = "invitations";
    private static final String INVITATIONS = "/api/v1/agents/{id}/invitations";
    private static final int MAX_INVITEES = 100;

    private final Guard guard;
    private final Agents agents;
    private final Access access;

    InvitationRoutes(Guard guard, Agents agents, Access access) {
        this.guard = guard;
        this.agents = agents;
        this.access = access;
    }

    List<Route> routes() {
        var rule = Guard.rule(Scope.MEMBERS_WRITE, Role.BUILDER);
        return List.of(
                guard.route("GET", INVITATIONS, rule,
                        new Operation("listInvitations", TAG, "Lists who is invited to an agent, newest first.")
                                .gives(pageOf("Invitation")),
                        this::list),
                guard.route("POST", INVITATIONS, rule,
                        new Operation("invite", TAG, "Invites people and groups; access works at once.")
                                .takes(ref("Invitees")).creates(pageOf("Invitation")),
                        this::invite),
                guard.route("DELETE", INVITATIONS + "/{invitation}", rule,
                        new Operation("revokeInvitation", TAG, "Takes an invitation back; open sockets are judged anew."),
                        this::revoke));
    }

    private Response list(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var page = Page.of(request);
        return page.answer(access.grants().list(caller.tenant(), agent.id(), page.before(), page.rows()),
                InvitationRoutes::json, grant -> new Cursor(grant.createdAt(), grant.id()));
    }

    private Response invite(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.required(request);
        var invitees = body.texts("invitees", MAX_INVITEES, 254);
        body.end();
        if (invitees.isEmpty()) {
            throw Refused.field("invitees", "Name at least one e-mail address or group:name.");
        }
        var invited = access.invitePeople().run(agent, invitees, caller.highestRole(), caller.actor());
        var answer = Json.object();
        answer.set("items", Json.array(invited.stream().map(one -> json(one, request)).toList()));
        return Response.created(answer);
    }

    private Response revoke(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        if (!access.grants().revoke(caller.tenant(), agent.id(), request.pathParameter("invitation"), caller.actor())) {
            throw Refused.notFound("invitation");
        }
        return Response.done();
    }

    private static ObjectNode json(InvitePeople.Invited invited, Request request) {
        var json = json(invited.grant());
        var link = invited.link();
        if (link != null) {
            json.put("link", MemberRoutes.link(request, link.token()));
            json.put("linkExpiresAt", Json.time(link.expiresAt())).put("mailed", invited.mailed());
        }
        return json;
    }

    private static ObjectNode json(Grant grant) {
        var isGroup = grant.kind() == Grant.Kind.GROUP;
        return Json.object().put("id", grant.id()).put("kind", grant.kind().name().toLowerCase(Locale.ROOT))
                .put("grantee", grant.grantee()).put("invitee", isGroup ? "group:" + grant.name() : grant.name())
                .put("pending", grant.pending()).put("createdAt", Json.time(grant.createdAt()));
    }
}
