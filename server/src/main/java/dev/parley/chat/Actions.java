package dev.parley.chat;

import dev.parley.agents.Agents;
import dev.parley.chat.frames.ClientFrame;
import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.frames.RunId;
import dev.parley.chat.runs.Runs;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Message;
import dev.parley.conversations.MessageId;
import dev.parley.conversations.Owner;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import org.jspecify.annotations.Nullable;

/// What callers do on a socket once they are let in. Every method throws [Refused] if they may not.
final class Actions {
    private static final String NEW_CONVERSATION = "new";

    private final Agents agents;
    private final Admission admission;
    private final Quotas quotas;
    private final Conversations conversations;
    private final Runs runs;
    private final SendMessage sendMessage;
    private final OpenSockets sockets;

    Actions(Agents agents, Admission admission, Quotas quotas, Conversations conversations, Runs runs,
            SendMessage sendMessage, OpenSockets sockets) {
        this.agents = agents;
        this.admission = admission;
        this.quotas = quotas;
        this.conversations = conversations;
        this.runs = runs;
        this.sendMessage = sendMessage;
        this.sockets = sockets;
    }

    void send(ChatSession session, ClientFrame.Send frame) {
        var outgoing = new SendMessage.Outgoing(frame.id(), frame.text(),
                conversation(frame.conversation(), session.current()));
        sendMessage.send(present(session), session.visit().address(), outgoing, message -> {
            session.enter(message.conversation(), 0);
            session.hear(new HubFrame.Accepted(frame.id(), message.id(), message.seq(), message.conversation()));
        }, null);
    }

    /// The conversation a message goes to: the named one, `new` for a new one, else the current one.
    static @Nullable ConversationId conversation(@Nullable String named, @Nullable ConversationId current) {
        if (named == null) {
            return current;
        }
        return named.equals(NEW_CONVERSATION) ? null : new ConversationId(named);
    }

    void stop(ChatSession session, String run) {
        if (!runs.stop(owner(session), new RunId(run))) {
            throw Refused.notFound("answer");
        }
    }

    void regenerate(ChatSession session, String messageId) {
        var by = present(session);
        var owner = by.asker().owner();
        var message = conversations.message(owner, new MessageId(messageId))
                .orElseThrow(() -> Refused.notFound("message"));
        if (message.state() == Message.State.STREAMING) {
            throw Refused.because(ErrorCode.CONFLICT, "This answer is still being written: stop it first.");
        }
        var asked = message.answers();
        var question = asked == null ? message
                : conversations.message(owner, asked).orElseThrow(() -> Refused.notFound("message"));
        var replaced = asked == null ? sendMessage.answerTo(owner, message).orElse(null) : message;
        admission.requireAccess(by.caller(), by.agent(), by.embedding());
        quotas.takeSend(by, session.visit().address());
        var permit = sendMessage.holdRun(by, question.conversation());
        session.enter(question.conversation(), 0);
        runs.askAgain(by.asker(), question, replaced, permit);
    }

    void resume(ChatSession session, ClientFrame.Resume frame) {
        var owner = owner(session);
        var conversation = new ConversationId(frame.conversation());
        if (conversations.find(owner, conversation).isEmpty()) {
            throw Refused.notFound("conversation");
        }
        new Resumption(conversations, runs, session).tell(owner, frame);
    }

    void rate(ChatSession session, ClientFrame.Feedback frame) {
        var owner = owner(session);
        var message = new MessageId(frame.message());
        var conversation = conversations.rate(owner, message, frame.rating(), frame.comment());
        sockets.tell(owner, new HubFrame.Rated(
                conversation.orElseThrow(() -> Refused.notFound("answer")), message, frame.rating()));
    }

    /// Whose conversations a socket is about.
    private static Owner owner(ChatSession session) {
        var visit = session.visit();
        return new Owner(visit.tenant(), visit.agent(), session.standing().require().caller().principal());
    }

    /// Who is there, and the agent as it is now.
    private Admitted present(ChatSession session) {
        var guest = session.standing().require();
        var agent = agents.byId(session.visit().tenant(), session.visit().agent())
                .orElseThrow(() -> Refused.notFound("agent"));
        admission.requireStillKnown(guest.caller(), agent);
        return new Admitted(
                admission.seenBy(guest.caller(), agent), guest.caller(), guest.embedding(), session.page());
    }
}
