package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.agents.Agents;
import dev.parley.audit.Audit;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Transcripts;
import dev.parley.conversations.Transcripts.Owned;
import dev.parley.identity.Principal;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.ApiKey;
import dev.parley.tenants.Scope;
import java.util.List;
import java.util.Optional;

/// `/api/v1/conversations`: what users and agents said, for those who answer for it. Who read or deleted what stands in
/// the audit log.
final class ConversationRoutes {
    private static final String TAG = "conversations";
    private static final String ONE = "/api/v1/conversations/{conversation}";

    private final Guard guard;
    private final Agents agents;
    private final Transcripts transcripts;
    private final Audit audit;

    ConversationRoutes(Guard guard, Agents agents, Transcripts transcripts, Audit audit) {
        this.guard = guard;
        this.agents = agents;
        this.transcripts = transcripts;
        this.audit = audit;
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.CONVERSATIONS_READ, Role.BUILDER);
        var write = Guard.rule(Scope.CONVERSATIONS_WRITE, Role.BUILDER);
        return List.of(
                guard.filtered("GET", "/api/v1/conversations", read,
                        new Operation("listEveryonesConversations", TAG,
                                "Lists conversations, the latest first; ?agent=, ?user= and ?issuer= choose among them.")
                                .gives(pageOf("Conversation")),
                        this::list),
                guard.filtered("GET", ONE, read,
                        new Operation("getAnyonesConversation", TAG, "Shows whose a conversation is.").gives(ref("Conversation")),
                        (caller, request) -> Response.ok(json(find(caller, request)))),
                guard.filtered("GET", ONE + "/messages", read,
                        new Operation("getTranscript", TAG, "Reads a conversation, oldest message first; ?after= goes on.")
                                .gives(pageOf("TranscriptMessage")),
                        this::transcript),
                guard.filtered("DELETE", ONE, write,
                        new Operation("deleteAnyonesConversation", TAG, "Deletes a conversation.").gives(ref("Deleted")),
                        this::delete),
                guard.route("POST", "/api/v1/agents/{id}/users/erase", write,
                        new Operation("eraseUser", TAG, "Deletes every conversation of one user with this agent.")
                                .takes(ref("PrincipalReference")).gives(ref("Deleted")),
                        this::erase));
    }

    private Response list(ApiCaller caller, Request request) {
        var page = Page.of(request);
        var agent = request.query("agent").map(AgentId::new);
        requireReachable(caller, agent);
        var filter = new Transcripts.Filter(agent.orElse(null), owner(request).orElse(null));
        return page.answer(transcripts.list(caller.tenant(), filter, page.before(), page.rows()),
                ConversationRoutes::json,
                owned -> new Cursor(owned.conversation().updatedAt(), owned.conversation().id().value()));
    }

    /// A key that is limited to some agents must say which of them it asks about.
    private void requireReachable(ApiCaller caller, Optional<AgentId> agent) {
        if (agent.isPresent() && agents.byId(caller.tenant(), agent.get()).isEmpty()) {
            throw Refused.notFound("agent");
        }
        if (!(caller instanceof ApiCaller.Program(var key, var _)) || !key.isLimitedToAgents()) {
            return;
        }
        var asked = agent.orElseThrow(() -> Refused.field("agent",
                "This API key is limited to some agents: name one of them with ?agent=."));
        if (!key.reaches(asked.value())) {
            throw Refused.notFound("agent");
        }
    }

    private static Optional<Principal> owner(Request request) {
        var kind = kind(request.query("kind").orElse("user"), "kind");
        var issuer = kind == Principal.Kind.USER ? issuer(request.query("issuer").orElse("agent"), "issuer") : null;
        return request.query("user").map(id -> new Principal(kind, issuer, id, null));
    }

    private Response transcript(ApiCaller caller, Request request) {
        var owned = find(caller, request);
        var after = request.query("after").map(ConversationRoutes::seq).orElse(0L);
        var limit = Page.limit(request);
        var entries = transcripts.messagesAfter(caller.tenant(), owned.conversation().id(), after, limit + 1);
        if (after == 0) {
            audit.note(caller.tenant().value(), caller.actor(), "conversation.read",
                    owned.conversation().id().value(), Json.object());
        }
        return Page.answer(entries, limit, TranscriptJson::write, entry -> Long.toString(entry.message().seq()));
    }

    private static long seq(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Refused.field("after", "Give the \"next\" of the page before, unchanged.");
        }
        return Long.parseLong(text);
    }

    private Response delete(ApiCaller caller, Request request) {
        var id = find(caller, request).conversation().id();
        var deleted = transcripts.delete(caller.tenant(), id);
        audit.note(caller.tenant().value(), caller.actor(), "conversation.deleted", id.value(), json(deleted));
        return Response.ok(json(deleted));
    }

    private Response erase(ApiCaller caller, Request request) {
        var agent = AgentRoutes.find(agents, caller, request);
        var body = Bodies.required(request);
        var kind = kind(body.optionalText("kind", 1, 10).orElse("user"), "kind");
        var issuer = kind == Principal.Kind.USER ? issuer(body.text("issuer", 1, 10), "issuer") : null;
        var owner = new Principal(kind, issuer, body.text("id", 1, 320), null);
        body.end();
        var deleted = transcripts.deleteAllOf(caller.tenant(), owner, agent.id());
        audit.note(caller.tenant().value(), caller.actor(), "user.erased", agent.id().value(),
                json(deleted).put("user", owner.owner()));
        return Response.ok(json(deleted));
    }

    private static Principal.Kind kind(String text, String field) {
        return switch (text) {
            case "user" -> Principal.Kind.USER;
            case "member" -> Principal.Kind.MEMBER;
            case "visitor" -> Principal.Kind.VISITOR;
            default -> throw Refused.field(field, "Choose among user, member and visitor.");
        };
    }

    private static Principal.Issuer issuer(String text, String field) {
        if (!List.of("agent", "tenant", "hub").contains(text)) {
            throw Refused.field(field, "Choose among agent, tenant and hub.");
        }
        return IdentityRoutes.issuer(text);
    }

    private Owned find(ApiCaller caller, Request request) {
        var id = new ConversationId(request.pathParameter("conversation"));
        return transcripts.find(caller.tenant(), id)
                .filter(owned -> !(caller instanceof ApiCaller.Program(ApiKey key, var _))
                        || key.reaches(owned.agent().value()))
                .orElseThrow(() -> Refused.notFound("conversation"));
    }

    private static ObjectNode json(Owned owned) {
        var conversation = owned.conversation();
        var json = Json.object().put("id", conversation.id().value()).put("agent", owned.agent().value())
                .put("title", conversation.title()).put("messages", conversation.lastSeq())
                .put("createdAt", Json.time(conversation.createdAt()))
                .put("updatedAt", Json.time(conversation.updatedAt()));
        json.set("principal", TranscriptJson.write(owned.owner()));
        return json;
    }

    static ObjectNode json(Transcripts.Deleted deleted) {
        return Json.object().put("conversations", deleted.conversations()).put("messages", deleted.messages());
    }
}
