package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.access.PreviewIdentity;
import dev.parley.access.Previews;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.Agents;
import dev.parley.identity.UserIds;
import dev.parley.identity.Variables;
import dev.parley.members.Role;
import dev.parley.models.Instructions;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Rule;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `POST /api/v1/agents/{id}/preview`: a chat with the draft, as whom the builder chooses. For members alone, since a
/// preview lives as long as a login.
final class PreviewRoutes {
    private static final Rule ANY_BUILDER = Rule.caller(Guard.NO_KEY, Role.BUILDER.wireName());

    private final Guard guard;
    private final Agents agents;
    private final Previews previews;

    PreviewRoutes(Guard guard, Agents agents, Previews previews) {
        this.guard = guard;
        this.agents = agents;
        this.previews = previews;
    }

    List<Route> routes() {
        return List.of(guard.route("POST", "/api/v1/agents/{id}/preview", ANY_BUILDER,
                new Operation("previewAgent", "drafts", "Opens a chat with the draft for a while, as a visitor or some user.")
                        .takes(ref("PreviewRequest")).gives(ref("Preview")),
                this::preview));
    }

    private Response preview(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.optional(request);
        var identity = body.optionalObject("identity").map(PreviewRoutes::identity).orElse(PreviewIdentity.VISITOR);
        body.end();
        var ticket = previews.open(agent, ((ApiCaller.Person) caller).session().id(), identity);
        var json = Json.object().put("ticket", ticket.text()).put("expiresAt", Json.time(ticket.expiresAt()))
                .put("page", "/agent/" + agent.id().value() + "/preview");
        var drafted = agents.drafts().applied(agent).definition();
        json.set("variables", variables(drafted, identity.variables()));
        json.set("ignored", Json.texts(identity.variables().keySet().stream().sorted()
                .filter(name -> drafted.variables().stream().noneMatch(known -> known.name().equals(name))).toList()));
        return Response.ok(json);
    }

    /// Which value each variable has, and why.
    private static ArrayNode variables(AgentDefinition drafted, Map<String, Object> given) {
        var values = Instructions.inEffect(drafted, given);
        return Json.array(drafted.variables().stream().map(variable -> Json.object()
                .put("name", variable.name()).put("value", values.getOrDefault(variable.name(), ""))
                .put("source", !given.containsKey(variable.name()) ? "default"
                        : variable.overridable() ? "token" : "fixed")).toList());
    }

    private static PreviewIdentity identity(Fields fields) {
        var issuer = IdentityRoutes.issuer(fields.optionalChoice("issuer", List.of("agent", "tenant", "hub")).orElse("agent"));
        var id = fields.text("id", 1, UserIds.MAX_LENGTH);
        if (!UserIds.isValid(id)) {
            throw Refused.field(fields.pathOf("id"), "A user's id has " + UserIds.RULE + ".");
        }
        var variables = fields.optionalValue("variables").map(value -> variables(value, fields.pathOf("variables")));
        return new PreviewIdentity(issuer, id, variables.orElse(Map.of()));
    }

    private static Map<String, Object> variables(JsonNode value, String field) {
        var problem = Variables.problem(value);
        if (problem != null) {
            throw Refused.field(field, "The field \"" + field + "\" " + problem + ".");
        }
        var variables = new LinkedHashMap<String, Object>();
        for (var entry : ((ObjectNode) value).properties()) {
            var scalar = entry.getValue();
            variables.put(entry.getKey(), scalar.isNumber() ? scalar.numberValue()
                    : scalar.isBoolean() ? (Object) scalar.booleanValue() : scalar.textValue());
        }
        return variables;
    }
}
