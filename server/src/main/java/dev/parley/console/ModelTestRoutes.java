package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.agents.Agents;
import dev.parley.agents.ContentEdit;
import dev.parley.agents.ContentForm;
import dev.parley.agents.Drafts;
import dev.parley.audit.Audit;
import dev.parley.members.Role;
import dev.parley.models.ModelTest;
import dev.parley.models.Runners;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `POST /api/v1/agents/{id}/model-test`: a real call of the model that the draft names, or that the request names, under
/// the same rules as any answer: where the hub may connect, and that a key goes to the endpoint it was given for.
final class ModelTestRoutes {
    private final Guard guard;
    private final Agents agents;
    private final Runners runners;
    private final Audit audit;
    private final Limits limits;

    ModelTestRoutes(Guard guard, Agents agents, Runners runners, Audit audit, Limits limits) {
        this.guard = guard;
        this.agents = agents;
        this.runners = runners;
        this.audit = audit;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(guard.route("POST", "/api/v1/agents/{id}/model-test", Guard.rule(Scope.AGENTS_WRITE, Role.BUILDER),
                new Operation("testModel", "drafts", "Asks the draft's model, or the given one, one short thing.")
                        .takes(ref("ModelTestRequest")).gives(ref("ModelTestResult")),
                this::test));
    }

    private Response test(ApiCaller caller, Request request) throws InterruptedException {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.optional(request);
        var edit = ContentForm.readModel(body, agents.drafts().applied(agent).definition().content());
        body.end();
        limits.take(Limit.MODEL_TESTS, caller.tenant().value() + " " + caller.actor().who()).ifPresent(wait -> {
            throw Refused.until(ErrorCode.RATE_LIMITED, "Too many tests. Wait a little, then try again.", wait);
        });
        var result = new ModelTest(runners.withKey(key(agent, edit))).run(Drafts.with(agent, edit.content()));
        record(caller, agent, edit, result);
        return Response.ok(json(result));
    }

    private Optional<String> key(Agent agent, ContentEdit edit) {
        return switch (edit.modelKey()) {
            case ModelKey.Kept _ -> agents.modelKey(Drafts.with(agent, edit.content()));
            case ModelKey.Removed _ -> Optional.empty();
            case ModelKey.Replaced(var key) -> Optional.of(key);
        };
    }

    private void record(ApiCaller caller, Agent agent, ContentEdit edit, ModelTest.Result result) {
        var model = edit.content().model();
        audit.note(caller.tenant().value(), caller.actor(), "agent.model_tested", agent.id().value(), Json.object()
                .put("provider", model.provider()).put("baseUrl", Objects.requireNonNullElse(model.baseUrl(), ""))
                .put("model", Objects.requireNonNullElse(model.model(), ""))
                .put("ok", result instanceof ModelTest.Result.Answered));
    }

    private static ObjectNode json(ModelTest.Result result) {
        return switch (result) {
            case ModelTest.Result.Answered(var latency, var words) ->
                    Json.object().put("ok", true).put("latencyMs", latency.toMillis()).put("words", words);
            case ModelTest.Result.Failed(var failure) ->
                    Json.object().put("ok", false).put("code", failure.code().wireName()).put("cause", failure.cause());
        };
    }
}
