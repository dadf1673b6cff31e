package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agents;
import dev.parley.identity.RefusalLog;
import dev.parley.identity.RefusalLog.Line;
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
import java.util.Locale;

/// `/api/v1/agents/{id}/refusals`: which tokens and pages the hub lately refused, and what helps.
final class RefusalRoutes {
    private final Guard guard;
    private final Agents agents;
    private final RefusalLog refusals;

    RefusalRoutes(Guard guard, Agents agents, RefusalLog refusals) {
        this.guard = guard;
        this.agents = agents;
        this.refusals = refusals;
    }

    List<Route> routes() {
        return List.of(guard.route("GET", "/api/v1/agents/{id}/refusals", Guard.rule(Scope.AGENTS_READ, Role.BUILDER),
                new Operation("listRefusals", "identity",
                        "Lists what was refused of identity tokens and pages in the last seven days, by ?code= if given.")
                        .gives(ref("Refusals")),
                this::list));
    }

    private Response list(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var code = request.query("code");
        if (code.isPresent() && RefusalLog.KEPT.stream().noneMatch(kept -> kept.wireName().equals(code.get()))) {
            throw Refused.field("code", "Ask for one of " + String.join(", ",
                    RefusalLog.KEPT.stream().map(ErrorCode::wireName).toList()) + ".");
        }
        var all = refusals.of(agent.id());
        var counts = Json.object();
        RefusalLog.KEPT.forEach(kept -> counts.put(kept.wireName(),
                all.stream().filter(line -> line.code() == kept).mapToLong(Line::count).sum()));
        var items = all.stream().filter(line -> code.isEmpty() || line.code().wireName().equals(code.get()))
                .map(RefusalRoutes::json).toList();
        var json = Json.object();
        json.set("items", Json.array(items));
        json.set("counts", counts);
        return Response.ok(json);
    }

    private static ObjectNode json(Line line) {
        var json = Json.object().put("code", line.code().wireName()).put("title", line.code().title())
                .put("detail", line.detail()).put("remedy", remedy(line.code()))
                .put("transport", line.transport().name().toLowerCase(Locale.ROOT));
        if (line.origin() != null) {
            json.put("origin", line.origin());
        }
        return json.put("count", line.count()).put("firstAt", Json.time(line.first())).put("lastAt", Json.time(line.last()));
    }

    private static String remedy(ErrorCode code) {
        return switch (code) {
            case SESSION_EXPIRED -> "Give the widget a token function, or the page the iframe's refresh listener: the token"
                    + " is then renewed by itself.";
            case AUTHENTICATION_FAILED -> "Sign with the agent's current secret, exactly as it was shown. Verify a token to"
                    + " see which secret it was signed with.";
            case INVALID_IDENTITY_TOKEN -> "Correct what your backend signs. Verify a token to see every claim that is wrong.";
            case IDENTITY_NOT_CONFIGURED -> "Generate the agent's identity secret and sign with it.";
            case ORIGIN_NOT_ALLOWED -> "Add the origin to the agent's allowed origins, if the page is yours.";
            default -> "";
        };
    }
}
