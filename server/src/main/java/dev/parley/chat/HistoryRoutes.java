package dev.parley.chat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.frames.Views;
import dev.parley.chat.runs.Runs;
import dev.parley.conversations.Conversation;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Owner;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import java.util.List;

/// The caller's own history: who they are, their conversations and messages. Nobody else's can be told from missing.
final class HistoryRoutes {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_TITLE = 200;

    private final EmbedRoutes embed;
    private final Conversations conversations;
    private final Runs runs;
    private final OpenSockets sockets;

    HistoryRoutes(EmbedRoutes embed, Conversations conversations, Runs runs, OpenSockets sockets) {
        this.embed = embed;
        this.conversations = conversations;
        this.runs = runs;
        this.sockets = sockets;
    }

    List<Route> routes() {
        return List.of(
                embed.route("GET", "/session", operation("session", "Says who the caller is, and until when.")
                        .gives(Schemas.SESSION), (_, caller) -> session(caller)),
                embed.route("GET", "/conversations", operation("conversations", "Lists the caller's conversations, newest first.")
                        .gives(Schemas.CONVERSATIONS), this::list),
                embed.route("GET", "/conversations/{conversation}/messages",
                        operation("messages", "Reads a page of messages, oldest first, that ends before a number.")
                                .gives(Schemas.MESSAGES), this::messages),
                embed.route("PATCH", "/conversations/{conversation}", operation("renameConversation", "Renames a conversation.")
                        .takes(Schemas.RENAME).gives(Schemas.CONVERSATION), this::rename),
                embed.route("DELETE", "/conversations/{conversation}",
                        operation("deleteConversation", "Deletes a conversation with its messages."), this::delete));
    }

    private static Route.Operation operation(String id, String summary) {
        return new Route.Operation(id, "embed", summary);
    }

    private static Response session(Admitted caller) {
        var data = Json.object();
        data.set("agent", Views.agent(Greeting.card(caller)));
        data.set("principal", Views.principal(caller.caller().principal()));
        var expiresAt = caller.caller().expiresAt();
        if (expiresAt != null) {
            data.put("expiresAt", Json.time(expiresAt));
        }
        var visitor = caller.caller().visitorToken();
        if (visitor != null) {
            data.put("visitor", visitor);
        }
        return Response.ok(data);
    }

    private Response list(Request request, Admitted caller) {
        var limit = limit(request);
        var before = request.query("before").map(text -> Cursor.decode(text).orElseThrow(
                () -> Refused.field("before", "\"before\" is the \"next\" of an earlier page."))).orElse(Cursor.START);
        var found = conversations.list(owner(caller), before, limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        var data = Json.object();
        data.set("items", Json.array(page.stream().map(Views::conversation).toList()));
        if (found.size() > limit) {
            data.put("next", new Cursor(page.getLast().updatedAt(), page.getLast().id().value()).encode());
        }
        return Response.ok(data);
    }

    private Response messages(Request request, Admitted caller) {
        var limit = limit(request);
        var before = request.query("before").map(text -> number("before", text, 1, Long.MAX_VALUE)).orElse(Long.MAX_VALUE);
        var conversation = find(request, caller).id();
        var found = conversations.messagesBefore(owner(caller), conversation, before, limit + 1);
        var page = found.subList(Math.max(0, found.size() - limit), found.size());
        var data = Json.object();
        data.set("items", Json.array(page.stream().map(Views::message).toList()));
        if (found.size() > limit) {
            data.put("next", page.getFirst().seq());
        }
        return Response.ok(data);
    }

    private Response rename(Request request, Admitted caller) {
        var fields = Fields.of(request.json());
        var title = fields.text("title", 1, LONGEST_TITLE).strip();
        fields.end();
        if (title.isEmpty()) {
            throw Refused.field("title", "The title is empty: write something.");
        }
        var id = new ConversationId(request.pathParameter("conversation"));
        var renamed = conversations.rename(owner(caller), id, title).orElseThrow(HistoryRoutes::notFound);
        sockets.tell(owner(caller), new HubFrame.Renamed(renamed.id(), renamed.title()));
        return Response.ok(Views.conversation(renamed));
    }

    private Response delete(Request request, Admitted caller) {
        var id = find(request, caller).id();
        runs.abandon(id);
        conversations.delete(owner(caller), id);
        sockets.tell(owner(caller), new HubFrame.Deleted(id));
        return Response.done();
    }

    private Conversation find(Request request, Admitted caller) {
        return conversations.find(owner(caller), new ConversationId(request.pathParameter("conversation")))
                .orElseThrow(HistoryRoutes::notFound);
    }

    private static Refused notFound() {
        return Refused.notFound("conversation");
    }

    private static Owner owner(Admitted caller) {
        return caller.asker().owner();
    }

    private static int limit(Request request) {
        return request.query("limit").map(text -> Math.toIntExact(number("limit", text, 1, LARGEST_PAGE))).orElse(PAGE);
    }

    private static long number(String name, String text, long least, long most) {
        try {
            var number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, as any other value that is no such number.
        }
        throw Refused.field(name, "\"" + name + "\" is a whole number from " + least + " to " + most + ".");
    }
}
