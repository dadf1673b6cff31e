package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.Agents;
import dev.parley.members.Client;
import dev.parley.members.Member;
import dev.parley.members.MemberSession;
import dev.parley.members.People;
import dev.parley.members.Role;
import dev.parley.members.SessionCookie;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open sessions of a member, for themselves and for whoever manages people; and sessions for the chat of one agent.
final class SessionRoutes {
    private static final String TAG = "sessions";
    private static final String OWN = "/api/v1/auth/sessions";
    private static final String OF_MEMBER = MemberRoutes.ONE + "/sessions";

    private final Guard guard;
    private final People people;
    private final Agents agents;

    SessionRoutes(Guard guard, People people, Agents agents) {
        this.guard = guard;
        this.people = people;
        this.agents = agents;
    }

    List<Route> routes() {
        var admin = Guard.rule(Scope.MEMBERS_WRITE, Role.ADMIN);
        return List.of(
                guard.route("GET", OWN, Guard.ANY_MEMBER,
                        new Operation("listOwnSessions", TAG, "Lists where the caller is signed in, the last used first.")
                                .gives(pageOf("OpenSession")),
                        (caller, _) -> list(person(caller).member(), person(caller).session().id())),
                guard.route("DELETE", OWN, Guard.ANY_MEMBER,
                        new Operation("signOutEverywhere", TAG, "Ends all of the caller's sessions, this one included."),
                        this::endOwn),
                guard.route("DELETE", OWN + "/{session}", Guard.ANY_MEMBER,
                        new Operation("endOwnSession", TAG, "Ends one of the caller's sessions."),
                        (caller, request) -> end(person(caller).member(), caller, request)),
                guard.route("POST", "/api/v1/auth/agent-session", Guard.ANY_MEMBER,
                        new Operation("openAgentSession", TAG,
                                "Opens a session for the chat of one agent alone, for a frame that may keep no cookie.")
                                .takes(ref("AgentSessionOrder")).gives(ref("AgentSession")),
                        this::openForAgent),
                guard.route("GET", OF_MEMBER, admin,
                        new Operation("listSessions", TAG, "Lists where a member is signed in.").gives(pageOf("OpenSession")),
                        (caller, request) -> list(MemberRoutes.find(people, caller, request), null)),
                guard.route("DELETE", OF_MEMBER, admin,
                        new Operation("signOutMember", TAG, "Ends all sessions of a member."), this::endAllOf),
                guard.route("DELETE", OF_MEMBER + "/{session}", admin,
                        new Operation("endSession", TAG, "Ends one session of a member."),
                        (caller, request) -> end(MemberRoutes.findWithin(people, caller, request), caller, request)));
    }

    private Response list(Member member, @Nullable String current) {
        var page = Json.object();
        page.set("items", Json.array(people.sessions().list(member).stream()
                .map(session -> json(session).put("current", session.id().equals(current))).toList()));
        return Response.ok(page);
    }

    private Response endOwn(ApiCaller caller, Request request) {
        people.sessions().endAll(person(caller).member(), caller.actor());
        return Response.done().with("Set-Cookie", SessionCookie.forget(request));
    }

    private Response endAllOf(ApiCaller caller, Request request) {
        people.sessions().endAll(MemberRoutes.findWithin(people, caller, request), caller.actor());
        return Response.done();
    }

    private Response end(Member member, ApiCaller caller, Request request) {
        if (!people.sessions().end(member, request.pathParameter("session"), caller.actor())) {
            throw Refused.notFound("session");
        }
        return Response.done();
    }

    private Response openForAgent(ApiCaller caller, Request request) {
        var body = Bodies.required(request);
        var reference = body.text("agent", 1, 100);
        body.end();
        var agent = agents.bySlugOrId(reference).orElseThrow(() -> Refused.notFound("agent"));
        var opened = people.sessions().openForAgent(person(caller).member(), Client.of(request), agent.id().value());
        return Response.ok(SignInAnswers.session(opened)).with("Cache-Control", "no-store");
    }

    private ObjectNode json(MemberSession.Shown session) {
        var json = Json.object().put("id", session.id()).put("browser", session.browser())
                .put("address", session.address()).put("createdAt", Json.time(session.createdAt()))
                .put("lastUsedAt", Json.time(session.lastUsedAt())).put("expiresAt", Json.time(session.expiresAt()));
        var agent = session.agent();
        if (agent != null) {
            // It may be another tenant's: a public agent admits members of every tenant.
            agents.bySlugOrId(agent).map(SessionRoutes::card).ifPresent(card -> json.set("agent", card));
        }
        return json;
    }

    private static ObjectNode card(Agent agent) {
        return Json.object().put("id", agent.id().value()).put("name", agent.definition().name());
    }

    private static ApiCaller.Person person(ApiCaller caller) {
        return (ApiCaller.Person) caller;
    }
}
