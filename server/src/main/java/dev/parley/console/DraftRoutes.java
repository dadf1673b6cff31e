package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.agents.ContentForm;
import dev.parley.agents.Draft;
import dev.parley.agents.Drafts;
import dev.parley.members.Role;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.List;
import java.util.OptionalLong;

/// `/api/v1/agents/{id}/draft` and its publishing.
final class DraftRoutes {
    private static final String TAG = "drafts";
    private static final String DRAFT = "/api/v1/agents/{id}/draft";

    private final Guard guard;
    private final Drafts drafts;
    private final Authors authors;

    DraftRoutes(Guard guard, Drafts drafts, Authors authors) {
        this.guard = guard;
        this.drafts = drafts;
        this.authors = authors;
    }

    List<Route> routes() {
        var write = Guard.rule(Scope.AGENTS_WRITE, Role.BUILDER);
        return List.of(
                guard.route("GET", DRAFT, Guard.rule(Scope.AGENTS_READ, Role.BUILDER),
                        new Operation("getDraft", TAG,
                                "Shows the draft, or what one would start from, and what is doubtful about it.")
                                .gives(ref("Draft")),
                        (caller, request) -> drafts.find(caller.tenant(), id(request))
                                .map(draft -> answer(caller, draft)).orElseThrow(DraftRoutes::noAgent)),
                guard.route("PATCH", DRAFT, write,
                        new Operation("saveDraft", TAG,
                                "Changes the fields of the draft that are given; 409 if its revision is another one by now.")
                                .takes(ref("DraftChange")).gives(ref("Draft")),
                        this::save),
                guard.route("DELETE", DRAFT, write,
                        new Operation("discardDraft", TAG, "Forgets the draft.").gives(ref("Draft")),
                        (caller, request) -> drafts.discard(caller.tenant(), id(request), OptionalLong.empty(), caller.actor())
                                .map(draft -> answer(caller, draft)).orElseThrow(DraftRoutes::noAgent)),
                guard.route("POST", "/api/v1/agents/{id}/publish", write,
                        new Operation("publishDraft", TAG, "Lets users talk to the draft, as the next version.")
                                .takes(ref("Publishing")).gives(ref("Version")),
                        this::publish));
    }

    private Response save(ApiCaller caller, Request request) {
        var body = request.json();
        var seen = revision(Fields.of(body));
        return drafts.save(caller.tenant(), id(request), seen, before -> {
            var fields = Fields.of(body);
            revision(fields);
            var edit = ContentForm.read(fields, before.content());
            fields.end();
            return edit;
        }, caller.actor()).map(draft -> answer(caller, draft)).orElseThrow(DraftRoutes::noAgent);
    }

    private Response publish(ApiCaller caller, Request request) {
        var body = Bodies.optional(request);
        var seen = revision(body);
        var note = note(body);
        body.end();
        return drafts.publish(caller.tenant(), id(request), seen, note, caller.actor())
                .map(version -> Response.ok(VersionRoutes.json(authors, caller.tenant(), version)))
                .orElseThrow(DraftRoutes::noAgent);
    }

    static String note(Fields body) {
        return body.optionalText("note", 0, 500).map(String::strip).orElse("");
    }

    private static OptionalLong revision(Fields body) {
        return body.optionalInteger("revision", 0, Long.MAX_VALUE);
    }

    private Response answer(ApiCaller caller, Draft draft) {
        ObjectNode json = DraftJson.write(draft);
        var saved = draft.saved();
        if (saved != null) {
            json.set("saved", authors.put(Json.object().put("at", Json.time(saved.at())), caller.tenant(), saved.author()));
        }
        return Response.ok(json);
    }

    static AgentId id(Request request) {
        return new AgentId(request.pathParameter("id"));
    }

    static Refused noAgent() {
        return Refused.notFound("agent");
    }
}
