package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audit.Audit;
import dev.parley.audit.AuditEntry;
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

/// `/api/v1/audit`.
final class AuditRoutes {
    private static final String TAG = "audit";

    private final Guard guard;
    private final Audit audit;

    AuditRoutes(Guard guard, Audit audit) {
        this.guard = guard;
        this.audit = audit;
    }

    List<Route> routes() {
        var rule = Guard.rule(Scope.AUDIT_READ, Role.ADMIN);
        return List.of(
                guard.route("GET", "/api/v1/audit", rule,
                        new Operation("listAudit", TAG,
                                "Lists who changed what, newest first; ?actor=, ?action= and ?target= choose among them.")
                                .gives(pageOf("AuditEntry")),
                        this::list),
                guard.route("GET", "/api/v1/audit/verify", rule,
                        new Operation("verifyAudit", TAG, "Checks the hash chain of the whole log.").gives(ref("Verdict")),
                        (caller, _) -> verify(caller)));
    }

    private Response list(ApiCaller caller, Request request) {
        var limit = Page.limit(request);
        var filter = new Audit.Filter(request.query("actor").orElse(null), request.query("action").orElse(null),
                request.query("target").orElse(null));
        var before = request.query("before").map(AuditRoutes::seq).orElse(Long.MAX_VALUE);
        return Page.answer(audit.list(caller.tenant().value(), filter, before, limit + 1), limit, AuditRoutes::json,
                entry -> Long.toString(entry.seq()));
    }

    private static long seq(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Refused.field("before", "Give the \"next\" of the page before, unchanged.");
        }
        return Long.parseLong(text);
    }

    private Response verify(ApiCaller caller) {
        var verdict = audit.verify(caller.tenant().value());
        return Response.ok(Json.object().put("intact", verdict.intact()).put("entries", verdict.entries())
                .put("head", verdict.head()).put("brokenAt", verdict.brokenAt()));
    }

    private static ObjectNode json(AuditEntry entry) {
        var json = Json.object().put("seq", entry.seq()).put("at", Json.time(entry.at()))
                .put("actor", entry.actor().who()).put("action", entry.action()).put("target", entry.target())
                .put("address", entry.actor().address());
        try {
            json.set("details", StrictJson.object(entry.details()));
        } catch (MalformedJson _) {
            // Somebody changed the row; the chain tells which, and the other lines stay readable.
            json.put("details", entry.details());
        }
        return json.put("hash", entry.hash());
    }
}
