package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.Agents;
import dev.parley.audit.Audit;
import dev.parley.knowledge.Addition;
import dev.parley.knowledge.Document;
import dev.parley.knowledge.DocumentId;
import dev.parley.knowledge.Documents;
import dev.parley.knowledge.Knowledge;
import dev.parley.knowledge.Retrieval;
import dev.parley.members.Role;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.UploadedFile;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/api/v1/agents/{id}/documents`.
final class DocumentRoutes {
    private static final String TAG = "documents";
    private static final String DOCUMENTS = "/api/v1/agents/{id}/documents";
    /// The largest document and what a form or JSON puts around it.
    private static final int UPLOAD_LIMIT = Documents.MAX_BYTES + Route.BODY_LIMIT;

    private static final int USUAL_PASSAGES = 5;
    private static final int MOST_PASSAGES = 20;

    private final Guard guard;
    private final Agents agents;
    private final Documents documents;
    private final Retrieval retrieval;
    private final Audit audit;

    DocumentRoutes(Guard guard, Agents agents, Knowledge knowledge, Audit audit) {
        this.guard = guard;
        this.agents = agents;
        this.documents = knowledge.documents();
        this.retrieval = knowledge.retrieval();
        this.audit = audit;
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.AGENTS_READ, Role.BUILDER);
        var write = Guard.rule(Scope.AGENTS_WRITE, Role.BUILDER);
        return List.of(
                guard.route("GET", DOCUMENTS, read,
                        new Operation("listDocuments", TAG, "Lists an agent's documents, newest first.")
                                .gives(pageOf("Document")),
                        this::list),
                guard.large("POST", DOCUMENTS, write,
                        new Operation("addDocument", TAG, "Adds a document as JSON, or as the part file of a form.")
                                .takes(ref("NewDocument")).creates(ref("Document")),
                        UPLOAD_LIMIT, this::add),
                guard.route("GET", DOCUMENTS + "/{document}", read,
                        new Operation("getDocument", TAG, "Shows whether a document is indexed.").gives(ref("Document")),
                        this::get),
                guard.route("POST", DOCUMENTS + "/search", read,
                        new Operation("searchDocuments", TAG, "Finds the passages an answer would rest on, best first.")
                                .takes(ref("DocumentSearch")).gives(ref("FoundPassages")),
                        this::search),
                guard.route("DELETE", DOCUMENTS + "/{document}", write,
                        new Operation("deleteDocument", TAG, "Deletes a document."), this::delete));
    }

    private Response list(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var found = documents.list(caller.tenant(), agent.id());
        return Page.answer(found, Math.max(1, found.size()), this::json, _ -> "");
    }

    private Response add(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        return switch (UploadedFile.isForm(request) ? addFile(agent, request) : addText(agent, request)) {
            case Addition.Added(var document) -> {
                record(caller, agent, "document.added", Json.object()
                        .put("document", document.id().value()).put("name", document.name()));
                yield Response.created(json(document));
            }
            case Addition.Rejected(var field, var detail) -> throw Refused.field(field, detail);
        };
    }

    private Addition addFile(Agent agent, Request request) {
        var file = UploadedFile.of(request);
        return documents.add(agent.tenant(), agent.id(), file.name(), file.mediaType(), file.content());
    }

    private Addition addText(Agent agent, Request request) {
        var body = Bodies.required(request);
        var name = body.text("name", 1, 200);
        var mediaType = body.text("mediaType", 1, 100);
        var text = body.text("text", 1, Documents.MAX_BYTES);
        body.end();
        return documents.add(agent.tenant(), agent.id(), name, mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    private Response get(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        return documents.find(caller.tenant(), agent.id(), document(request))
                .map(document -> Response.ok(json(document)))
                .orElseThrow(() -> Refused.notFound("document"));
    }

    private Response search(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.required(request);
        var query = body.text("query", 1, 1_000);
        var limit = (int) body.optionalInteger("limit", 1, MOST_PASSAGES).orElse(USUAL_PASSAGES);
        body.end();
        var passages = retrieval.search(caller.tenant(), agent.id(), query, limit).stream().map(hit -> Json.object()
                .put("document", hit.document().value()).put("name", hit.name()).put("heading", hit.heading())
                .put("text", hit.text()).put("score", Math.round(hit.relevance() * 1000) / 1000.0)).toList();
        var json = Json.object();
        json.set("passages", Json.array(passages));
        return Response.ok(json);
    }

    private Response delete(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        if (!documents.delete(caller.tenant(), agent.id(), document(request))) {
            throw Refused.notFound("document");
        }
        record(caller, agent, "document.deleted", Json.object().put("document", document(request).value()));
        return Response.done();
    }

    private void record(ApiCaller caller, Agent agent, String action, ObjectNode details) {
        audit.note(caller.tenant().value(), caller.actor(), action, agent.id().value(), details);
    }

    private static DocumentId document(Request request) {
        return new DocumentId(request.pathParameter("document"));
    }

    private ObjectNode json(Document document) {
        var progress = document.state() == Document.State.INDEXING ? documents.progress(document.id()) : 1;
        return Json.object().put("id", document.id().value()).put("name", document.name())
                .put("mediaType", document.mediaType().wireName()).put("bytes", document.bytes())
                .put("state", document.state().wireName()).put("problem", document.problem())
                .put("progress", Math.round(progress * 100) / 100.0)
                .put("createdAt", Json.time(document.createdAt()));
    }
}
