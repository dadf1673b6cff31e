package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentForm;
import dev.parley.agents.AgentId;
import dev.parley.agents.Agents;
import dev.parley.agents.DefinitionJson;
import dev.parley.conversations.History;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.Scope;
import dev.parley.tenants.SigningSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// `/api/v1/agents`.
final class AgentRoutes {
    private static final String TAG = "agents";
    private static final Duration RECENT = Duration.ofDays(7);

    private final Guard guard;
    private final Agents agents;
    private final SigningSecrets secrets;
    private final History history;
    private final InstantSource clock;

    AgentRoutes(Guard guard, Agents agents, SigningSecrets secrets, History history, InstantSource clock) {
        this.guard = guard;
        this.agents = agents;
        this.secrets = secrets;
        this.history = history;
        this.clock = clock;
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.AGENTS_READ, Role.BUILDER);
        var write = Guard.rule(Scope.AGENTS_WRITE, Role.BUILDER);
        return List.of(
                guard.filtered("GET", "/api/v1/agents", read,
                        new Operation("listAgents", TAG, "Lists the tenant's agents, newest first.")
                                .gives(pageOf("ListedAgent")),
                        this::list),
                guard.route("GET", "/api/v1/agents/{id}", read,
                        new Operation("getAgent", TAG, "Shows an agent.").gives(ref("Agent")),
                        (caller, request) -> Response.ok(json(find(agents, caller, request)))),
                guard.route("PATCH", "/api/v1/agents/{id}", write,
                        new Operation("updateAgent", TAG, "Changes the fields that are given.")
                                .takes(ref("AgentChange")).gives(ref("Agent")),
                        this::update),
                guard.route("DELETE", "/api/v1/agents/{id}", write,
                        new Operation("deleteAgent", TAG, "Deletes an agent with its secrets, documents and conversations.")
                                .gives(ref("Deleted")),
                        this::delete));
    }

    /// The agent that `{id}` names, of the caller's tenant.
    ///
    /// @throws Refused `not_found`, also for another tenant's
    static Agent find(Agents agents, ApiCaller caller, Request request) {
        return agents.byId(caller.tenant(), new AgentId(request.pathParameter("id")))
                .orElseThrow(() -> Refused.notFound("agent"));
    }

    private Response list(ApiCaller caller, Request request) {
        var page = Page.of(request);
        if (caller instanceof ApiCaller.Program(var key, var _) && key.isLimitedToAgents()) {
            var own = key.powers().agents() == null ? List.<String>of() : List.copyOf(key.powers().agents());
            var found = own.stream().flatMap(id -> agents.byId(caller.tenant(), new AgentId(id)).stream()).toList();
            return Page.answer(found, Math.max(1, found.size()), listed(caller), agent -> "");
        }
        return page.answer(agents.list(caller.tenant(), page.before(), page.rows()), listed(caller),
                agent -> new Cursor(agent.createdAt(), agent.id().value()));
    }

    /// Writes an agent with where it stands and how much it is used.
    private Function<Agent, ObjectNode> listed(ApiCaller caller) {
        var states = agents.drafts().states(caller.tenant());
        var recent = history.transcripts().countSince(caller.tenant(), clock.instant().minus(RECENT));
        return agent -> {
            var json = json(agent).put("recentConversations", recent.getOrDefault(agent.id(), 0L));
            var state = states.get(agent.id());
            return state == null ? json : json.put("version", state.version()).put("hasDraft", state.hasDraft());
        };
    }

    private Response update(ApiCaller caller, Request request) {
        var body = request.json();
        var id = new AgentId(request.pathParameter("id"));
        return agents.update(caller.tenant(), id, before -> AgentForm.update(Fields.of(body), before), caller.actor())
                .map(agent -> Response.ok(json(agent)))
                .orElseThrow(() -> Refused.notFound("agent"));
    }

    private Response delete(ApiCaller caller, Request request) {
        var agent = find(agents, caller, request);
        secrets.revokeAll(KeyHolder.agent(caller.tenant(), agent.id().value()), caller.actor());
        if (!agents.delete(caller.tenant(), agent.id(), caller.actor())) {
            throw Refused.because(ErrorCode.NOT_FOUND, "Somebody else deleted this agent just now.");
        }
        return Response.ok(ConversationJson.write(history.erasure().agent(caller.tenant(), agent.id())));
    }

    static ObjectNode json(Agent agent) {
        var json = Json.object().put("id", agent.id().value()).put("slug", agent.slug());
        json.setAll(DefinitionJson.write(agent.definition()));
        return json.put("access", agent.access().name().toLowerCase(Locale.ROOT))
                .put("status", agent.status().name().toLowerCase(Locale.ROOT))
                .put("isDefault", agent.isDefault())
                .put("createdAt", Json.time(agent.createdAt())).put("updatedAt", Json.time(agent.updatedAt()));
    }
}
