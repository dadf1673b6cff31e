package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentId;
import dev.parley.identity.FoundKey;
import dev.parley.identity.Principal;
import dev.parley.identity.SecretReading;
import dev.parley.identity.TokenExplanation;
import dev.parley.identity.TokenProblem;
import dev.parley.identity.VariableEffect;
import dev.parley.identity.Verification;
import dev.parley.platform.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the explanation of a token goes over the wire.
final class TokenExplanationJson {
    private TokenExplanationJson() {}

    /// @param agents the tenant's agents by id, to name the one whose secret signed
    static ObjectNode of(TokenExplanation explanation, Function<AgentId, Optional<Agent>> agents) {
        var json = Json.object();
        switch (explanation.verdict()) {
            case Verification.Verified(var user) -> {
                var principal = user.principal();
                json.put("accepted", true).putObject("user")
                        .put("issuer", issuer(principal.issuer())).put("id", principal.id())
                        .put("email", principal.email()).put("expiresAt", Json.time(user.expiresAt()));
            }
            case Verification.Refusal(var code, var detail) -> json.put("accepted", false).putObject("verdict")
                    .put("code", code.wireName()).put("title", code.title()).put("detail", detail);
        }
        json.set("key", explanation.key().map(key -> key(key, explanation.keyIsAccepted(), agents))
                .orElseGet(() -> Json.object().put("kind", "none")));
        explanation.header().ifPresent(header -> json.set("header", header));
        explanation.claims().ifPresent(claims -> json.set("claims", claims));
        json.set("problems", Json.array(explanation.problems().stream().map(TokenExplanationJson::problem).toList()));
        json.set("variables", Json.array(explanation.variables().stream().map(TokenExplanationJson::variable).toList()));
        return json;
    }

    private static String issuer(Principal.@Nullable Issuer issuer) {
        return issuer == null ? "" : issuer.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode key(FoundKey key, boolean accepted, Function<AgentId, Optional<Agent>> agents) {
        var holder = key.holder();
        var json = Json.object().put("kind", holder.kind().name().toLowerCase(Locale.ROOT)).put("id", key.secretId())
                .put("state", key.retiresAt() == null ? "current" : "previous")
                .put("verifies", key.reading() == SecretReading.EXACT && key.algorithm().equals("HS256"))
                .put("accepted", accepted).put("reading", key.reading().wireName()).put("algorithm", key.algorithm());
        if (key.retiresAt() != null) {
            json.put("retiresAt", Json.time(key.retiresAt()));
        }
        switch (holder.kind()) {
            case AGENT -> agents.apply(new AgentId(holder.id())).ifPresent(agent -> json.putObject("agent")
                    .put("id", agent.id().value()).put("slug", agent.slug()).put("name", agent.definition().name()));
            case TENANT, MINT -> { }
        }
        return json;
    }

    private static ObjectNode problem(TokenProblem problem) {
        var json = Json.object().put("cause", problem.cause()).put("severity", problem.fatal() ? "error" : "advice")
                .put("detail", problem.detail()).put("remedy", problem.remedy());
        if (problem.claim() != null) {
            json.put("claim", problem.claim());
        }
        if (problem.seconds() != null) {
            json.put("seconds", problem.seconds());
        }
        return json;
    }

    private static ObjectNode variable(VariableEffect effect) {
        return Json.object().put("name", effect.name()).put("source", effect.source().name().toLowerCase(Locale.ROOT))
                .put("value", effect.value());
    }
}
