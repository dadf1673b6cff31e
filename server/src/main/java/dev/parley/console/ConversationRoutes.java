package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import dev.parley.agents.Agents;
import dev.parley.audit.Audit;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Transcripts;
import dev.parley.conversations.Transcripts.Owned;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Parameter;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.List;
import java.util.stream.Stream;

/// `/api/v1/conversations`: what users and agents said, for those who answer for it. Who read or exported what stands in
/// the audit log.
final class ConversationRoutes {
    private static final String TAG = "conversations";
    private static final String ALL = "/api/v1/conversations";
    private static final String ONE = ALL + "/{conversation}";

    private final Guard guard;
    private final Agents agents;
    private final Transcripts transcripts;
    private final Audit audit;
    private final ConversationExport export;

    ConversationRoutes(Guard guard, Agents agents, Transcripts transcripts, Audit audit) {
        this.guard = guard;
        this.agents = agents;
        this.transcripts = transcripts;
        this.audit = audit;
        this.export = new ConversationExport(agents, transcripts);
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.CONVERSATIONS_READ, Role.BUILDER);
        return List.of(
                guard.filtered("GET", ALL, read,
                        new Operation("listEveryonesConversations", TAG, "Lists conversations, the latest first.")
                                .asks(parameters(Page.PARAMETERS, List.of(new Parameter("count", "true counts them too."))))
                                .gives(ref("ConversationPage")),
                        this::list),
                guard.filtered("GET", ALL + "/export", read,
                        new Operation("exportConversations", TAG, "Gives conversations with all their messages as a file.")
                                .asks(parameters(ExportFormat.PARAMETERS, List.of()))
                                .givesFiles("application/json", "text/csv"),
                        this::export),
                guard.filtered("GET", ONE, read,
                        new Operation("getAnyonesConversation", TAG, "Shows whose a conversation is.").gives(ref("Conversation")),
                        (caller, request) -> Response.ok(ConversationJson.write(find(transcripts, caller, request)))),
                guard.filtered("GET", ONE + "/messages", read,
                        new Operation("getTranscript", TAG, "Reads a conversation, oldest message first.")
                                .asks(List.of(new Parameter("after", "The next of the page before."), Page.LIMIT))
                                .gives(Schemas.pageOf("TranscriptMessage")),
                        this::transcript));
    }

    private static List<Parameter> parameters(List<Parameter> some, List<Parameter> more) {
        return Stream.of(ConversationQuery.PARAMETERS, some, more).flatMap(List::stream).toList();
    }

    private Response list(ApiCaller caller, Request request) {
        var page = Page.of(request);
        var filter = ConversationQuery.of(caller, request, agents);
        var json = page.json(transcripts.list(caller.tenant(), filter, page.before(), page.rows()),
                ConversationJson::write,
                owned -> new Cursor(owned.conversation().updatedAt(), owned.conversation().id().value()));
        if (request.query("count").equals(java.util.Optional.of("true"))) {
            var count = transcripts.count(caller.tenant(), filter);
            json.put("count", count.number()).put("countIsExact", count.exact());
        }
        return Response.ok(json);
    }

    private Response export(ApiCaller caller, Request request) {
        var filter = ConversationQuery.of(caller, request, agents);
        var format = ExportFormat.of(request);
        audit.note(caller.tenant().value(), caller.actor(), "conversations.exported", caller.tenant().value(),
                ConversationQuery.remembered(request).put("format", format.wireName()));
        return format.file("conversations", out -> {
            switch (format) {
                case JSON -> export.json(caller.tenant(), filter, out);
                case CSV -> export.csv(caller.tenant(), filter, out);
            }
        });
    }

    private Response transcript(ApiCaller caller, Request request) {
        var owned = find(transcripts, caller, request);
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

    static Owned find(Transcripts transcripts, ApiCaller caller, Request request) {
        var reachable = ConversationQuery.reachable(caller);
        return transcripts.find(caller.tenant(), new ConversationId(request.pathParameter("conversation")))
                .filter(owned -> reachable == null || reachable.contains(owned.agent()))
                .orElseThrow(() -> Refused.notFound("conversation"));
    }
}
