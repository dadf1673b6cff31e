package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.Agents;
import dev.parley.agents.TokenPolicy;
import dev.parley.identity.SigningLanguage;
import dev.parley.identity.TokenCheck;
import dev.parley.identity.TokenExplanation;
import dev.parley.identity.TokenProblem;
import dev.parley.members.Role;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// `/api/v1/agents/{id}/token-check` and the samples that sign a token rightly: help for whoever embeds an agent.
final class TokenCheckRoutes {
    private static final String TAG = "identity";
    /// Longer than any token that is accepted, so that one which is too long is explained as well.
    private static final int LONGEST = 32 * 1024;

    private final Guard guard;
    private final Agents agents;
    private final TokenCheck check;
    private final Limits limits;

    TokenCheckRoutes(Guard guard, Agents agents, TokenCheck check, Limits limits) {
        this.guard = guard;
        this.agents = agents;
        this.check = check;
        this.limits = limits;
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.AGENTS_READ, Role.BUILDER);
        return List.of(
                guard.route("POST", "/api/v1/agents/{id}/token-check", read,
                        new Operation("checkToken", TAG, "Explains an identity token: who signed it and what is wrong.")
                                .takes(ref("TokenCheck")).gives(ref("TokenExplanation")),
                        this::explain),
                guard.route("GET", "/api/v1/agents/{id}/signing", read,
                        new Operation("listSigningSamples", TAG, "Shows how a backend signs for this agent, by language.")
                                .gives("{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":"
                                        + ref("SigningSample") + "}}}"),
                        this::samples));
    }

    private Response explain(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.required(request);
        var token = body.text("token", 0, LONGEST);
        var language = body.optionalChoice("language", SigningLanguage.wireNames())
                .flatMap(SigningLanguage::of).orElse(SigningLanguage.NODE);
        body.end();
        limits.take(Limit.TOKEN_CHECKS, caller.actor().who()).ifPresent(wait -> {
            throw Refused.until(ErrorCode.RATE_LIMITED, "Too many tokens were checked. Wait a moment.", wait);
        });
        var sight = new Sight(caller, agent);
        var explanation = check.explain(agent, sight::covers, token);
        var json = TokenExplanationJson.of(explanation, id -> agents.byId(agent.tenant(), id));
        json.set("snippet", corrected(agent, explanation, language, request));
        return Response.ok(json);
    }

    private static ObjectNode corrected(
            Agent agent, TokenExplanation explanation, SigningLanguage language, Request request) {
        boolean tenants = explanation.profile() == KeyHolder.Kind.TENANT && agent.accepts().contains(TokenPolicy.Issuer.TENANT);
        var subject = new SigningLanguage.Subject(tenants ? agent.tenant().value() : "", variables(agent));
        var remedies = explanation.problems().stream().filter(TokenProblem::fatal).map(TokenProblem::remedy).distinct();
        return sample(language, subject, Stream.concat(purpose(agent, request).stream(), remedies).toList());
    }

    private Response samples(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        boolean tenants = !agent.accepts().contains(TokenPolicy.Issuer.AGENT)
                && agent.accepts().contains(TokenPolicy.Issuer.TENANT);
        var subject = new SigningLanguage.Subject(tenants ? agent.tenant().value() : "", variables(agent));
        var notes = purpose(agent, request);
        return Response.ok(Json.object().set("items", Json.array(Arrays.stream(SigningLanguage.values())
                .map(language -> sample(language, subject, notes)).toList())));
    }

    private static List<String> purpose(Agent agent, Request request) {
        return List.of("An identity token for " + request.ownOrigin() + "/agent/" + agent.slug() + ".",
                "Sign for the user of the session, never for one the page names.");
    }

    private static List<String> variables(Agent agent) {
        return agent.definition().variables().stream().map(AgentDefinition.Variable::name).toList();
    }

    private static ObjectNode sample(SigningLanguage language, SigningLanguage.Subject subject, List<String> notes) {
        return Json.object().put("language", language.wireName()).put("label", language.label())
                .put("library", language.library()).put("install", language.install())
                .put("code", language.sample(subject, notes));
    }

    /// Whose secrets a caller may know of: the tenant's, and each agent's; a key that is limited to some agents knows of
    /// theirs, and of the others that the agent itself accepts.
    private record Sight(ApiCaller caller, Agent agent) {
        boolean covers(KeyHolder holder) {
            return switch (caller) {
                case ApiCaller.Person _ -> true;
                case ApiCaller.Program(var key, var _) -> !key.isLimitedToAgents() || switch (holder.kind()) {
                    case AGENT -> key.reaches(holder.id());
                    case TENANT -> agent.accepts().contains(TokenPolicy.Issuer.TENANT);
                    case MINT -> agent.accepts().contains(TokenPolicy.Issuer.MINTED);
                };
            };
        }
    }
}
