package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.audit.AuditEntry;
import dev.parley.members.Role;
import dev.parley.platform.csv.CsvWriter;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Parameter;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import dev.parley.tenants.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/api/v1/audit`.
final class AuditRoutes {
    private static final String TAG = "audit";
    private static final int STEP = 500;
    private static final List<Parameter> PARAMETERS = Stream.concat(Stream.of(
            new Parameter("actor", "Only what this one did, such as member:mem_…, key:key_… or machine."),
            new Parameter("action", "Only this, such as agent.updated."),
            new Parameter("target", "Only what was done to this id.")),
            Period.PARAMETERS.stream()).toList();

    private final Guard guard;
    private final Audit audit;
    private final ActorNames names;

    AuditRoutes(Guard guard, Audit audit, ActorNames names) {
        this.guard = guard;
        this.audit = audit;
        this.names = names;
    }

    List<Route> routes() {
        var rule = Guard.rule(Scope.AUDIT_READ, Role.ADMIN);
        return List.of(
                guard.route("GET", "/api/v1/audit", rule,
                        new Operation("listAudit", TAG, "Lists who changed what, newest first.")
                                .asks(parameters(Page.PARAMETERS)).gives(pageOf("AuditEntry")),
                        this::list),
                guard.route("GET", "/api/v1/audit/export", rule,
                        new Operation("exportAudit", TAG, "Gives the log as a file, newest first.")
                                .asks(parameters(ExportFormat.PARAMETERS)).givesFiles("application/json", "text/csv"),
                        this::export),
                guard.route("GET", "/api/v1/audit/verify", rule,
                        new Operation("verifyAudit", TAG, "Checks the hash chain of the whole log.").gives(ref("Verdict")),
                        (caller, _) -> verify(caller)));
    }

    private static List<Parameter> parameters(List<Parameter> more) {
        return Stream.concat(PARAMETERS.stream(), more.stream()).toList();
    }

    private Response list(ApiCaller caller, Request request) {
        var limit = Page.limit(request);
        var before = request.query("before").map(AuditRoutes::seq).orElse(Long.MAX_VALUE);
        var name = names.in(caller.tenant());
        return Page.answer(audit.list(caller.tenant().value(), filter(request), before, limit + 1), limit,
                entry -> json(entry, name), entry -> Long.toString(entry.seq()));
    }

    private static Audit.Filter filter(Request request) {
        var period = Period.of(request);
        return new Audit.Filter(asked(request, "actor"), asked(request, "action"), asked(request, "target"),
                period.from(), period.until());
    }

    private static @Nullable String asked(Request request, String name) {
        return request.query(name).filter(text -> !text.isEmpty()).orElse(null);
    }

    private static long seq(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Refused.field("before", "Give the \"next\" of the page before, unchanged.");
        }
        return Long.parseLong(text);
    }

    private Response export(ApiCaller caller, Request request) {
        var filter = filter(request);
        var format = ExportFormat.of(request);
        audit.note(caller.tenant().value(), caller.actor(), "audit.exported", caller.tenant().value(),
                Json.object().put("format", format.wireName()));
        return format.file("audit", out -> {
            switch (format) {
                case JSON -> writeJson(caller, filter, out);
                case CSV -> writeCsv(caller, filter, out);
            }
        });
    }

    private void writeJson(ApiCaller caller, Audit.Filter filter, OutputStream out) throws IOException {
        var name = names.in(caller.tenant());
        out.write("{\"entries\":[".getBytes(StandardCharsets.UTF_8));
        var separator = new String[] {"\n"};
        each(caller, filter, entry -> {
            var json = json(entry, name).put("previousHash", entry.previousHash());
            out.write((separator[0] + Json.text(json)).getBytes(StandardCharsets.UTF_8));
            separator[0] = ",\n";
        });
        out.write("\n]}\n".getBytes(StandardCharsets.UTF_8));
    }

    private void writeCsv(ApiCaller caller, Audit.Filter filter, OutputStream out) throws IOException {
        var name = names.in(caller.tenant());
        var csv = new CsvWriter(out);
        csv.row("seq", "at", "actor", "actor_name", "action", "target", "address", "details", "previous_hash", "hash");
        each(caller, filter, entry -> csv.row(entry.seq(), Json.time(entry.at()), entry.actor().who(),
                name.apply(entry.actor()).orElse(null), entry.action(), entry.target(), entry.actor().address(),
                entry.details(), entry.previousHash(), entry.hash()));
    }

    private interface Each {
        void accept(AuditEntry entry) throws IOException;
    }

    private void each(ApiCaller caller, Audit.Filter filter, Each work) throws IOException {
        var before = Long.MAX_VALUE;
        List<AuditEntry> page;
        do {
            page = audit.list(caller.tenant().value(), filter, before, STEP);
            for (var entry : page) {
                work.accept(entry);
                before = entry.seq();
            }
        } while (page.size() == STEP);
    }

    private Response verify(ApiCaller caller) {
        var verdict = audit.verify(caller.tenant().value());
        return Response.ok(Json.object().put("intact", verdict.intact()).put("entries", verdict.entries())
                .put("head", verdict.head()).put("brokenAt", verdict.brokenAt()));
    }

    private static ObjectNode json(AuditEntry entry, Function<Actor, Optional<String>> name) {
        var json = Json.object().put("seq", entry.seq()).put("at", Json.time(entry.at()))
                .put("actor", entry.actor().who()).put("actorName", name.apply(entry.actor()).orElse(null))
                .put("action", entry.action()).put("target", entry.target()).put("address", entry.actor().address());
        try {
            json.set("details", StrictJson.object(entry.details()));
        } catch (MalformedJson _) {
            // Somebody changed the row; the chain tells which, and the other lines stay readable.
            json.put("details", entry.details());
        }
        return json.put("hash", entry.hash());
    }
}
