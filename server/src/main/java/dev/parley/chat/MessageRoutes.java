package dev.parley.chat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.frames.HubFrames;
import dev.parley.chat.frames.Views;
import dev.parley.chat.runs.Runs;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Message;
import dev.parley.models.PageContext;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Sending by HTTP: the answer comes as JSON when it is complete, or as server-sent events while it is written.
final class MessageRoutes {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final int LONGEST_BODY_TEXT = 64 * 1024;
    private static final int LONGEST_ID = 128;

    private final EmbedRoutes embed;
    private final SendMessage sendMessage;
    private final Conversations conversations;
    private final Runs runs;

    MessageRoutes(EmbedRoutes embed, SendMessage sendMessage, Conversations conversations, Runs runs) {
        this.embed = embed;
        this.sendMessage = sendMessage;
        this.conversations = conversations;
        this.runs = runs;
    }

    List<Route> routes() {
        return List.of(embed.route("POST", "/messages", new Route.Operation("sendMessage", "embed",
                        "Sends a message; with Accept: text/event-stream the answer is streamed as the chat's frames.")
                .takes(Schemas.SEND).gives(Schemas.ANSWERED), this::send));
    }

    private Response send(Request request, Admitted caller) throws InterruptedException {
        var fields = Fields.of(request.json());
        var outgoing = outgoing(fields);
        var by = caller.on(PageContext.of(fields.optionalValue("context").orElse(null)));
        fields.end();
        var queue = new FrameQueue();
        if (wantsEvents(request)) {
            var sent = sendMessage.send(by, request.address(), outgoing,
                    message -> queue.hear(new HubFrame.Accepted(
                            outgoing.id(), message.id(), message.seq(), message.conversation())), queue);
            return Response.events(sink -> stream(by, sent, queue, sink));
        }
        var sent = sendMessage.send(by, request.address(), outgoing, _ -> { }, queue);
        if (sent.answering()) {
            awaitEnd(queue);
        }
        return answered(by, sent.message());
    }

    private static SendMessage.Outgoing outgoing(Fields fields) {
        return new SendMessage.Outgoing(
                fields.optionalText("id", 1, LONGEST_ID).orElseGet(() -> Ids.next("req_")),
                fields.text("text", 0, LONGEST_BODY_TEXT),
                Actions.conversation(fields.optionalText("conversation", 1, LONGEST_ID).orElse(null), null));
    }

    private static boolean wantsEvents(Request request) {
        return request.header("Accept").filter(accept -> accept.contains("text/event-stream")).isPresent();
    }

    private static void awaitEnd(FrameQueue queue) throws InterruptedException {
        while (true) {
            var frame = queue.next(KEEP_ALIVE);
            if (frame.isPresent() && frame.get() instanceof HubFrame.Refusal(var _, var reason, var _)) {
                throw reason;
            }
            if (frame.filter(FrameQueue::isLast).isPresent()) {
                return;
            }
        }
    }

    private Response answered(Admitted by, Message message) {
        var reply = sendMessage.answerTo(by.asker().owner(), message)
                .orElseThrow(() -> Refused.because(ErrorCode.NOT_FOUND, "The conversation was deleted meanwhile."));
        var data = Json.object().put("conversation", message.conversation().value());
        data.set("message", Views.message(message));
        data.set("reply", Views.message(reply));
        return Response.ok(data);
    }

    private void stream(Admitted by, SendMessage.Sent sent, FrameQueue queue, Response.EventSink sink)
            throws IOException {
        try {
            if (!sent.answering()) {
                queue.hear(new HubFrame.Posted(sendMessage.answerTo(by.asker().owner(), sent.message())
                        .orElse(sent.message())));
            }
            boolean last = false;
            while (!last) {
                var frame = queue.next(sent.answering() ? KEEP_ALIVE : Duration.ZERO);
                if (frame.isPresent()) {
                    sink.send(HubFrames.type(frame.get()), HubFrames.encode(frame.get()));
                    last = FrameQueue.isLast(frame.get());
                } else if (sent.answering()) {
                    sink.keepAlive();
                } else {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runs.leave(sent.message().conversation(), queue);
        }
    }
}
