package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.access.AccessCheck;
import dev.parley.access.AccessCheck.Finding;
import dev.parley.access.Decision;
import dev.parley.access.Way;
import dev.parley.agents.Agent;
import dev.parley.agents.Agents;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.People;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.Scope;
import dev.parley.tenants.SigningSecrets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Who may use which agent, and why.
final class AccessRoutes {
    private static final String TAG = "access";
    private static final int LONGEST_TOKEN = 16_000;

    private final Guard guard;
    private final Agents agents;
    private final People people;
    private final AccessCheck check;
    private final SigningSecrets secrets;

    AccessRoutes(Guard guard, Agents agents, People people, AccessCheck check, SigningSecrets secrets) {
        this.guard = guard;
        this.agents = agents;
        this.people = people;
        this.check = check;
        this.secrets = secrets;
    }

    List<Route> routes() {
        var rule = Guard.rule(Scope.MEMBERS_WRITE, Role.BUILDER);
        return List.of(
                guard.route("POST", "/api/v1/agents/{id}/access-check", rule,
                        new Operation("checkAccess", TAG,
                                "Says whether a member, an address or a token may use the agent, and through what.")
                                .takes(ref("AccessQuestion")).gives(ref("AccessFinding")),
                        this::ask),
                guard.route("GET", "/api/v1/agents/{id}/access", rule,
                        new Operation("listAccess", TAG, "Lists everyone who may use the agent, with the way in.")
                                .gives(ref("AgentAccess")),
                        this::list),
                guard.route("GET", "/api/v1/groups/{group}/agents", rule,
                        new Operation("listGroupAgents", TAG, "Lists the agents granted to a group.")
                                .gives(pageOf("GrantedAgent")),
                        this::agentsOfGroup),
                guard.route("GET", "/api/v1/members/{member}/agents", rule,
                        new Operation("listMemberAgents", TAG,
                                "Lists the agents a member may use, with the way in; a page may hold fewer than its limit.")
                                .gives(pageOf("MemberAgent")),
                        this::agentsOf));
    }

    private Response ask(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.required(request);
        var member = body.optionalText("member", 1, 64);
        var email = body.optionalText("email", 1, 254);
        var token = body.optionalText("token", 1, LONGEST_TOKEN);
        body.end();
        if (Stream.of(member, email, token).filter(Optional::isPresent).count() != 1) {
            throw Refused.field("member", "Ask about one of: member (an id), email, token.");
        }
        var found = member.map(id -> people.members().byId(caller.tenant(), new MemberId(id))
                        .orElseThrow(() -> Refused.notFound("member")))
                .or(() -> email.flatMap(text -> people.members().byEmail(caller.tenant(), Bodies.checkedEmail(text, "email"))));
        if (found.isPresent()) {
            return Response.ok(json(check.ofMember(agent, found.get())).put("subject", "member")
                    .set("member", MemberRoutes.json(found.get())));
        }
        return Response.ok(token.map(text -> json(check.ofToken(agent, text)).put("subject", "token"))
                .orElseGet(() -> json(check.ofStranger(agent)).put("subject", "stranger")));
    }

    private Response list(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var page = Page.of(request);
        var found = check.reaching(agent, page.before(), page.rows());
        var json = Page.json(found, page.limit(), AccessRoutes::json,
                last -> new Cursor(last.member().createdAt(), last.member().id().value()).encode());
        json.put("access", agent.access().name().toLowerCase(Locale.ROOT))
                .put("suspended", agent.status() == Agent.Status.SUSPENDED);
        json.set("others", Json.texts(others(agent)));
        return Response.ok(json);
    }

    /// In words, who else may use the agent without being a member.
    private List<String> others(Agent agent) {
        var open = agent.access() == Agent.Access.PUBLIC ? Stream.of(openTo(agent)) : Stream.<String>empty();
        var tokens = agent.accepts().stream().sorted().flatMap(issuer -> switch (issuer) {
            case AGENT -> configured(KeyHolder.agent(agent.tenant(), agent.id().value()))
                    ? Stream.of("Anyone with a token signed by this agent's identity secret.") : Stream.<String>empty();
            case TENANT -> configured(KeyHolder.tenant(agent.tenant()))
                    ? Stream.of("Anyone with a token signed by the tenant's secret.") : Stream.<String>empty();
            case MINTED -> Stream.of("Anyone with a token minted by an API key that has the scope embed:mint and reaches"
                    + " this agent.");
        });
        return Stream.concat(open, tokens).toList();
    }

    private static String openTo(Agent agent) {
        var origins = agent.definition().allowedOrigins();
        return origins.isEmpty()
                ? "Anyone who opens the link; inside other pages nobody but with a token, since no origin is listed."
                : "Anyone who opens the link, and visitors of " + String.join(", ", origins) + ".";
    }

    private boolean configured(KeyHolder holder) {
        return secrets.status(holder).configured();
    }

    private Response agentsOfGroup(ApiCaller caller, Request request) {
        var group = people.groups().byId(caller.tenant(), request.pathParameter("group"))
                .orElseThrow(() -> Refused.notFound("group"));
        var page = Json.object();
        page.set("items", Json.array(check.grantedTo(caller.tenant(), group.id()).stream()
                .flatMap(id -> agents.byId(caller.tenant(), id).stream()).map(AccessRoutes::card).toList()));
        return Response.ok(page);
    }

    private Response agentsOf(ApiCaller caller, Request request) {
        var member = people.members().byId(caller.tenant(), MemberRoutes.id(request))
                .orElseThrow(() -> Refused.notFound("member"));
        var page = Page.of(request);
        var rows = agents.list(caller.tenant(), page.before(), page.rows());
        var json = Json.object();
        json.set("items", Json.array(rows.stream().limit(page.limit())
                .flatMap(agent -> reached(agent, check.ofMember(agent, member))).toList()));
        if (rows.size() > page.limit()) {
            var last = rows.get(page.limit() - 1);
            json.put("next", new Cursor(last.createdAt(), last.id().value()).encode());
        }
        return Response.ok(json);
    }

    private static Stream<ObjectNode> reached(Agent agent, Finding finding) {
        var decision = finding.afterwards() == null ? finding.decision() : finding.afterwards();
        if (!(decision instanceof Decision.Allowed(var way))) {
            return Stream.empty();
        }
        var json = card(agent);
        json.set("way", json(way));
        return Stream.of(json);
    }

    private static ObjectNode card(Agent agent) {
        return Json.object().put("id", agent.id().value()).put("name", agent.definition().name())
                .put("slug", agent.slug());
    }

    private static ObjectNode json(AccessCheck.Reaching reaching) {
        var json = MemberRoutes.json(reaching.member()).put("pending", reaching.member().status() == Member.Status.INVITED);
        json.set("way", json(reaching.way()));
        return json;
    }

    private static ObjectNode json(Finding finding) {
        var json = json(finding.decision());
        var user = finding.user();
        if (user != null) {
            var about = json.putObject("user").put("id", user.principal().id())
                    .put("issuer", String.valueOf(user.principal().issuer()).toLowerCase(Locale.ROOT))
                    .put("expiresAt", Json.time(user.expiresAt())).put("key", user.keyId());
            if (user.context().apiKey() != null) {
                about.put("apiKey", user.context().apiKey());
            }
        }
        if (finding.afterwards() != null) {
            json.set("afterwards", json(finding.afterwards()));
        }
        return json;
    }

    private static ObjectNode json(Decision decision) {
        return switch (decision) {
            case Decision.Allowed(var way) -> {
                var json = Json.object().put("allowed", true);
                json.set("way", json(way));
                yield json;
            }
            case Decision.Denied(var code, var detail) -> Json.object().put("allowed", false)
                    .put("code", code.wireName()).put("title", code.title()).put("detail", detail);
        };
    }

    private static ObjectNode json(Way way) {
        return switch (way) {
            case Way.Open _ -> Json.object().put("kind", "public");
            case Way.ByRole(var role) -> Json.object().put("kind", "role").put("role", role.wireName());
            case Way.Granted _ -> Json.object().put("kind", "grant");
            case Way.ByGroup(var id, var name) -> Json.object().put("kind", "group").put("group", id).put("name", name);
            case Way.ByToken _ -> Json.object().put("kind", "token");
        };
    }
}
