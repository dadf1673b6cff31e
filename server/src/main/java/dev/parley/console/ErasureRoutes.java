package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.agents.Agents;
import dev.parley.conversations.Erasure;
import dev.parley.conversations.History;
import dev.parley.conversations.Receipt;
import dev.parley.conversations.Transcripts;
import dev.parley.members.Role;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import dev.parley.tenants.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Deletes what users said, and gives a receipt for it.
final class ErasureRoutes {
    private static final String TAG = "conversations";

    private final Guard guard;
    private final Agents agents;
    private final Transcripts transcripts;
    private final Erasure erasure;

    ErasureRoutes(Guard guard, Agents agents, History history) {
        this.guard = guard;
        this.agents = agents;
        this.transcripts = history.transcripts();
        this.erasure = history.erasure();
    }

    List<Route> routes() {
        var write = Guard.rule(Scope.CONVERSATIONS_WRITE, Role.BUILDER);
        return List.of(
                guard.filtered("DELETE", "/api/v1/conversations/{conversation}", write,
                        new Operation("deleteAnyonesConversation", TAG, "Deletes a conversation.").gives(ref("Receipt")),
                        this::delete),
                guard.route("POST", "/api/v1/agents/{id}/users/erase", write,
                        new Operation("eraseUser", TAG, "Deletes every conversation of one user with this agent.")
                                .takes(ref("PrincipalReference")).gives(ref("Receipt")),
                        (caller, request) ->
                                erase(caller, request, Set.of(AgentRoutes.find(agents, caller, request).id()))),
                guard.filtered("POST", "/api/v1/users/erase", write,
                        new Operation("eraseUserEverywhere", TAG, "Deletes every conversation of one user with every agent.")
                                .takes(ref("PrincipalReference")).gives(ref("Receipt")),
                        (caller, request) -> erase(caller, request, ConversationQuery.reachable(caller))),
                guard.route("GET", "/api/v1/receipts/{receipt}", write,
                        new Operation("getReceipt", TAG, "Shows the receipt of a deletion again.").gives(ref("Receipt")),
                        (caller, request) -> Response.ok(erasure.receipt(caller.tenant(), request.pathParameter("receipt"))
                                .map(ErasureRoutes::json).orElseThrow(() -> Refused.notFound("receipt")))));
    }

    private Response delete(ApiCaller caller, Request request) {
        var id = ConversationRoutes.find(transcripts, caller, request).conversation().id();
        return Response.ok(json(erasure.conversation(caller.tenant(), id, caller.actor())
                .orElseThrow(() -> Refused.notFound("conversation"))));
    }

    private Response erase(ApiCaller caller, Request request, @Nullable Set<AgentId> at) {
        var body = Bodies.required(request);
        var user = ConversationQuery.principal(body);
        body.end();
        return Response.ok(json(erasure.user(caller.tenant(), user, at, caller.actor())));
    }

    static ObjectNode json(Receipt receipt) {
        var last = receipt.last();
        var json = ConversationJson.write(receipt.deleted()).put("receipt", receipt.id()).put("action", last.action())
                .put("target", last.target()).put("at", Json.time(last.at())).put("by", last.actor().who());
        copy(last.details(), json, "subject", "agents", "activeLastBefore");
        json.set("lines", Json.array(receipt.lines().stream()
                .map(line -> Json.object().put("seq", line.seq()).put("hash", line.hash())).toList()));
        return json;
    }

    private static void copy(String details, ObjectNode to, String... names) {
        try {
            var from = StrictJson.object(details);
            for (var name : names) {
                if (from.hasNonNull(name)) {
                    to.set(name, from.get(name));
                }
            }
        } catch (MalformedJson e) {
            throw new IllegalStateException("A line of the audit log was changed: verify the log.", e);
        }
    }
}
