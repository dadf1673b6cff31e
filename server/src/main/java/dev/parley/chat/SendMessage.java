package dev.parley.chat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.runs.RunListener;
import dev.parley.chat.runs.Runs;
import dev.parley.conversations.Appended;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Message;
import dev.parley.conversations.Owner;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.limits.Limits;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes a message in, on whatever transport it came: may they, is it stored, then it is accepted, told and answered.
final class SendMessage {
    private static final int LONGEST_TEXT = 16_000;
    private static final int ANSWER_WITHIN = 200;

    private final Admission admission;
    private final Quotas quotas;
    private final Conversations conversations;
    private final Runs runs;
    private final OpenSockets sockets;

    SendMessage(Admission admission, Quotas quotas, Conversations conversations, Runs runs, OpenSockets sockets) {
        this.admission = admission;
        this.quotas = quotas;
        this.conversations = conversations;
        this.runs = runs;
        this.sockets = sockets;
    }

    /// What somebody wants to say.
    ///
    /// @param id           made by the client; the same one again is harmless
    /// @param conversation null starts a new one
    record Outgoing(String id, String text, @Nullable ConversationId conversation) {}

    /// @param answering false if the message was sent and answered before
    record Sent(Message message, boolean answering) {}

    /// @param accepted called when the message is on disk, before anybody hears of it
    /// @param listener who wants the answer, besides the principal's sockets
    /// @throws Refused if they may not, or the message is not one
    Sent send(Admitted by, InetAddress address, Outgoing outgoing, Consumer<Message> accepted,
            @Nullable RunListener listener) {
        requireText(outgoing.text());
        admission.requireAccess(by.caller(), by.agent(), by.embedding());
        var earlier = conversations.accepted(by.asker().owner(), outgoing.id());
        if (earlier.isPresent()) {
            // A retry costs nothing: whoever has used up their allowance still learns what became of their message.
            return repeat(by, earlier.get(), accepted, listener, null);
        }
        quotas.takeSend(by, address);
        var permit = holdRun(by, outgoing.conversation());
        try {
            return store(by, outgoing, accepted, listener, permit);
        } catch (RuntimeException e) {
            Quotas.giveBack(permit);
            throw e;
        }
    }

    private Sent store(Admitted by, Outgoing outgoing, Consumer<Message> accepted, @Nullable RunListener listener,
            Limits.@Nullable Permit permit) {
        var owner = by.asker().owner();
        return switch (conversations.append(owner, outgoing.id(), outgoing.text(), outgoing.conversation())) {
            case Appended.ConversationNotFound _ -> throw Refused.notFound("conversation");
            case Appended.New(var message, var _) -> {
                accepted.accept(message);
                sockets.tell(owner, new HubFrame.Posted(message));
                yield new Sent(message, runs.ask(by.asker(), message, permit, listener));
            }
            case Appended.Repeated(var message) -> repeat(by, message, accepted, listener, permit);
        };
    }

    private Sent repeat(Admitted by, Message message, Consumer<Message> accepted, @Nullable RunListener listener,
            Limits.@Nullable Permit permit) {
        accepted.accept(message);
        return new Sent(message, askOnce(by, message, permit, listener));
    }

    /// A message whose answer a crash prevented is answered now; any other is not answered twice.
    private boolean askOnce(
            Admitted by, Message message, Limits.@Nullable Permit permit, @Nullable RunListener listener) {
        if (answerTo(by.asker().owner(), message).isEmpty()) {
            return runs.ask(by.asker(), message, permit, listener);
        }
        Quotas.giveBack(permit);
        return runs.join(by.asker(), message, listener);
    }

    /// The first answer to a message, if there is one yet.
    Optional<Message> answerTo(Owner owner, Message message) {
        return conversations.messagesAfter(owner, message.conversation(), message.seq(), ANSWER_WITHIN).stream()
                .filter(answer -> message.id().equals(answer.answers())).findFirst();
    }

    /// One of the answers a principal may have produced at once; a conversation needs only one, however much waits in it.
    Limits.@Nullable Permit holdRun(Admitted by, @Nullable ConversationId conversation) {
        return conversation != null && runs.busy(conversation) ? null : quotas.holdRun(by);
    }

    private static void requireText(String text) {
        if (text.isBlank()) {
            throw Refused.field("text", "The message is empty: write something.");
        }
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw Refused.because(ErrorCode.TOO_LARGE, "A message may have at most 16 000 characters: shorten it.");
        }
    }
}
