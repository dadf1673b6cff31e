package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentForm;
import dev.parley.agents.Agents;
import dev.parley.agents.ContentJson;
import dev.parley.agents.Templates;
import dev.parley.knowledge.Documents;
import dev.parley.members.Role;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.List;

/// How an agent begins: from nothing, from a template, or as another one's duplicate.
final class NewAgentRoutes {
    private static final String TAG = "agents";

    private final Guard guard;
    private final Agents agents;
    private final Documents documents;

    NewAgentRoutes(Guard guard, Agents agents, Documents documents) {
        this.guard = guard;
        this.agents = agents;
        this.documents = documents;
    }

    List<Route> routes() {
        var write = Guard.rule(Scope.AGENTS_WRITE, Role.BUILDER);
        return List.of(
                guard.filtered("GET", "/api/v1/agent-templates", Guard.rule(Scope.AGENTS_READ, Role.BUILDER),
                        new Operation("listAgentTemplates", TAG, "Lists what a new agent may start from.")
                                .gives(pageOf("AgentTemplate")),
                        (_, _) -> Page.answer(Templates.all(), Templates.all().size(), NewAgentRoutes::json, _ -> "")),
                guard.route("POST", "/api/v1/agents", write,
                        new Operation("createAgent", TAG, "Makes an agent.")
                                .takes(ref("NewAgent")).creates(ref("Agent")),
                        this::create),
                guard.route("POST", "/api/v1/agents/{id}/duplicate", write,
                        new Operation("duplicateAgent", TAG,
                                "Makes an agent with the same definition and documents, without secrets, people or conversations.")
                                .takes(ref("Duplicate")).creates(ref("Agent")),
                        this::duplicate));
    }

    private Response create(ApiCaller caller, Request request) {
        var edit = AgentForm.create(Bodies.required(request));
        return Response.created(AgentRoutes.json(agents.create(caller.tenant(), edit, caller.actor())));
    }

    private Response duplicate(ApiCaller caller, Request request) {
        var original = AgentRoutes.find(agents, caller, request);
        if (caller instanceof ApiCaller.Program(var key, var _) && key.isLimitedToAgents()) {
            throw Refused.because(ErrorCode.ACCESS_DENIED,
                    "This API key is limited to some agents: use one for the whole tenant.");
        }
        var edit = AgentForm.duplicate(Bodies.required(request), original);
        var copy = agents.create(caller.tenant(), edit, caller.actor());
        documents.copyAll(caller.tenant(), original.id(), copy.id());
        return Response.created(AgentRoutes.json(copy));
    }

    private static ObjectNode json(Templates.Template template) {
        var json = Json.object().put("id", template.id()).put("name", template.name())
                .put("description", template.description());
        json.setAll(ContentJson.write(template.content()));
        return json;
    }
}
