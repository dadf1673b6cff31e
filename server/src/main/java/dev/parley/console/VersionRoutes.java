package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.Agents;
import dev.parley.agents.ContentDiff;
import dev.parley.agents.ContentJson;
import dev.parley.agents.Version;
import dev.parley.members.Role;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import dev.parley.tenants.TenantId;
import java.util.List;

/// `/api/v1/agents/{id}/versions`.
final class VersionRoutes {
    private static final String TAG = "drafts";
    private static final String VERSIONS = "/api/v1/agents/{id}/versions";
    private static final String DRAFT = "draft";

    private final Guard guard;
    private final Agents agents;
    private final Authors authors;

    VersionRoutes(Guard guard, Agents agents, Authors authors) {
        this.guard = guard;
        this.agents = agents;
        this.authors = authors;
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.AGENTS_READ, Role.BUILDER);
        return List.of(
                guard.route("GET", VERSIONS, read,
                        new Operation("listVersions", TAG, "Lists what was published, newest first; ?before= goes on.")
                                .gives(pageOf("Version")),
                        this::list),
                guard.route("GET", VERSIONS + "/{number}", read,
                        new Operation("getVersion", TAG, "Shows what a version says.").gives(ref("VersionContent")),
                        this::get),
                guard.route("GET", VERSIONS + "/{number}/diff", read,
                        new Operation("compareVersion", TAG,
                                "Tells what changed from a version to the draft, or to the version ?against= names.")
                                .gives(ref("Difference")),
                        this::diff),
                guard.route("POST", VERSIONS + "/{number}/restore", Guard.rule(Scope.AGENTS_WRITE, Role.BUILDER),
                        new Operation("restoreVersion", TAG,
                                "Makes a version the draft, or with publish lets users talk to it again at once.")
                                .takes(ref("Restoring")).gives(ref("Restored")),
                        this::restore));
    }

    private Response list(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var limit = Page.limit(request);
        var before = request.query("before").map(text -> number(text).orElseThrow(() ->
                Refused.field("before", "Give the \"next\" of the page before, unchanged."))).orElse(Long.MAX_VALUE);
        var found = agents.versions().list(caller.tenant(), agent.id(), before, limit + 1);
        return Page.answer(found, limit, version -> json(authors, caller.tenant(), version),
                version -> Long.toString(version.number()));
    }

    private Response get(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var version = version(agent, request.pathParameter("number"));
        var json = json(authors, caller.tenant(), version);
        json.setAll(ContentJson.write(version.content()));
        return Response.ok(json);
    }

    private Response diff(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var from = version(agent, request.pathParameter("number"));
        var against = request.query("against").orElse(DRAFT);
        var json = Json.object().put("from", Long.toString(from.number())).put("to", against);
        json.set("fields", ContentDiff.between(from.content(), content(agent, against)));
        return Response.ok(json);
    }

    private AgentContent content(Agent agent, String reference) {
        return reference.equals(DRAFT)
                ? agents.drafts().applied(agent).definition().content()
                : version(agent, reference).content();
    }

    private Response restore(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var version = version(agent, request.pathParameter("number"));
        var body = Bodies.optional(request);
        var publish = body.optionalFlag("publish").orElse(false);
        var note = DraftRoutes.note(body);
        body.end();
        var json = Json.object();
        if (publish) {
            agents.drafts().publishAgain(caller.tenant(), agent.id(), version.number(), note, caller.actor())
                    .ifPresent(made -> json.set("version", json(authors, caller.tenant(), made)));
        } else {
            agents.drafts().restore(caller.tenant(), agent.id(), version.number(), caller.actor())
                    .ifPresent(draft -> json.set("draft", DraftJson.write(draft)));
        }
        return Response.ok(json);
    }

    private Version version(Agent agent, String number) {
        return number(number).flatMap(value -> agents.versions().find(agent.tenant(), agent.id(), value))
                .orElseThrow(() -> Refused.notFound("version"));
    }

    private static java.util.Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? java.util.Optional.of(Long.valueOf(text)) : java.util.Optional.empty();
    }

    static ObjectNode json(Authors authors, TenantId tenant, Version version) {
        var json = Json.object().put("number", version.number()).put("note", version.note());
        if (version.restores() != null) {
            json.put("restores", version.restores());
        }
        json.put("createdAt", Json.time(version.createdAt()));
        return authors.put(json, tenant, version.author());
    }
}
