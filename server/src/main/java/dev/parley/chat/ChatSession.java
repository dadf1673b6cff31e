package dev.parley.chat;

import dev.parley.chat.frames.ChatFrames;
import dev.parley.chat.frames.ClientFrame;
import dev.parley.chat.frames.Decoded;
import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.runs.RunListener;
import dev.parley.conversations.ConversationId;
import dev.parley.models.PageContext;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.SocketRoute;
import dev.parley.platform.limits.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket of the chat: takes each frame to what it asks for, and hears of its principal's answers.
///
/// Frames come one at a time on a virtual thread and may block; everything else comes from any thread and never does.
final class ChatSession implements SocketRoute.Listener, RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(ChatSession.class);
    private static final Duration HELLO_WITHIN = Duration.ofSeconds(10);
    private static final int MALFORMED_FRAMES_BORNE = 5;
    /// In bytes of UTF-8.
    private static final int LONGEST_FRAME = 64 * 1024;

    private final Shared shared;
    private final Visit visit;
    private final Outbox outbox;
    private final Standing standing;
    private int malformedInARow;
    private Limits.@Nullable Permit permit;
    private boolean gone;
    private volatile @Nullable ConversationId current;
    private volatile PageContext page = PageContext.NONE;
    /// The last message of the current conversation that a resume has told.
    private volatile long toldSeq;

    ChatSession(Shared shared, Visit visit, SocketRoute.Socket socket) {
        this.shared = shared;
        this.visit = visit;
        this.outbox = new Outbox(socket, shared.timers(), shared.pacer());
        this.standing = new Standing(outbox, shared.timers(), shared.clock(), visit.requestId());
        standing.expectHelloWithin(HELLO_WITHIN);
    }

    @Override
    public void onText(String text) {
        if (isTooLong(text)) {
            onTooLong();
            return;
        }
        switch (ChatFrames.decode(text)) {
            case Decoded.Malformed(var sendId, var reason) -> refuseMalformed(sendId, reason);
            case ClientFrame frame -> {
                malformedInARow = 0;
                handle(frame);
            }
        }
    }

    @Override
    public void onTooLong() {
        standing.end(Refused.because(ErrorCode.TOO_LARGE, "A frame may have at most 64 KiB."));
    }

    /// A character has one to three bytes for each of its UTF-16 units: most frames are not encoded to be measured.
    private static boolean isTooLong(String text) {
        return text.length() > LONGEST_FRAME
                || text.length() > LONGEST_FRAME / 3 && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_FRAME;
    }

    private void refuseMalformed(@Nullable String sendId, Refused reason) {
        malformedInARow++;
        if (standing.guest().isEmpty() || malformedInARow > MALFORMED_FRAMES_BORNE) {
            standing.end(reason);
        } else {
            refuse(sendId, reason);
        }
    }

    private void handle(ClientFrame frame) {
        try {
            dispatch(frame);
        } catch (Refused e) {
            if (standing.guest().isEmpty()) {
                standing.end(e);
            } else {
                refuse(frame instanceof ClientFrame.Send send ? send.id() : null, e);
            }
        }
    }

    private void dispatch(ClientFrame frame) {
        try {
            switch (frame) {
                case ClientFrame.Hello hello -> hello(hello);
                case ClientFrame.Identify(var token) -> identify(token);
                case ClientFrame.Send send -> shared.actions().send(this, send);
                case ClientFrame.Stop(var run) -> shared.actions().stop(this, run);
                case ClientFrame.Regenerate(var message) -> shared.actions().regenerate(this, message);
                case ClientFrame.Resume resume -> shared.actions().resume(this, resume);
                case ClientFrame.Feedback feedback -> shared.actions().rate(this, feedback);
                case ClientFrame.Context(var said) -> context(said);
                case ClientFrame.Ping _ -> pong();
            }
        } catch (DatabaseUnavailable e) {
            LOG.error("{}: the store is unavailable", visit.requestId(), e);
            throw Refused.until(ErrorCode.UNAVAILABLE, "Nothing was stored. Try again shortly.", Duration.ofSeconds(5));
        } catch (Refused e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("{}: a frame failed", visit.requestId(), e);
            throw Refused.because(ErrorCode.INTERNAL_ERROR,
                    "Something went wrong here. The request id finds it in the hub's log.");
        }
    }

    private void hello(ClientFrame.Hello hello) {
        if (standing.guest().isPresent()) {
            throw Refused.field("type", "This connection has said hello. Send identify to renew a token.");
        }
        var credentials = new Credentials(hello.token(), visit.cookie(), hello.visitor(), hello.ticket());
        var before = shared.changes().get();
        shared.greeting().greet(this, shared.agent(visit), credentials);
        if (before != shared.changes().get()) {
            recheck(hello.token());
            recheckAccess();
        }
    }

    private void identify(String token) {
        var known = requireHello();
        var before = shared.changes().get();
        var caller = shared.identify(visit, token);
        if (!caller.principal().sameAs(known.caller().principal())) {
            standing.end(Refused.because(ErrorCode.IDENTITY_CHANGED,
                    "This token is another user's. Connect anew to go on as that user."));
            return;
        }
        standing.renew(caller);
        if (before != shared.changes().get()) {
            recheck(token);
        }
    }

    /// A key may have died, or a user been revoked, between the look at a token and its admission.
    void recheck(@Nullable String token) {
        if (token != null) {
            try {
                shared.identify(visit, token);
            } catch (Refused e) {
                standing.reauthenticate(e.code());
            }
        }
    }

    /// The same for a grant, a group or a login.
    private void recheckAccess() {
        standing.guest().ifPresent(guest -> {
            var agent = shared.agent(visit);
            try {
                shared.admission().requireStillKnown(guest.caller(), agent);
                shared.admission().requireAccess(guest.caller(), agent, guest.embedding());
            } catch (Refused e) {
                standing.end(e);
            }
        });
    }

    private void context(PageContext said) {
        var _ = requireHello();
        page = said;
    }

    private void pong() {
        var _ = requireHello();
        outbox.sendNow(new HubFrame.Pong(shared.clock().instant()));
    }

    private Guest requireHello() {
        return standing.guest().orElseThrow(() -> Refused.field("type", "The first frame is hello."));
    }

    private void refuse(@Nullable String sendId, Refused reason) {
        outbox.sendNow(new HubFrame.Refusal(sendId, reason, visit.requestId()));
    }

    Visit visit() {
        return visit;
    }

    Standing standing() {
        return standing;
    }

    /// Lets a caller in: from now on the socket hears of the principal's answers.
    ///
    /// @param held one of the sockets the caller may have open, given back at the end
    void admit(Admitted admitted, HubFrame.Ready ready, Limits.Permit held) {
        synchronized (this) {
            permit = held;
            if (gone) {
                held.close();
                return;
            }
            outbox.send(ready);
            standing.admit(Guest.of(admitted));
            shared.sockets().add(visit.agent(), admitted.caller().principal(), this);
        }
    }

    /// Makes a conversation the one whose deltas this socket gets.
    ///
    /// @param seq the last message in it that the client has been told
    void enter(ConversationId conversation, long seq) {
        var left = current;
        if (left != null && !left.equals(conversation)) {
            shared.runs().leave(left, this);
        }
        toldSeq = seq;
        current = conversation;
    }

    @Nullable ConversationId current() {
        return current;
    }

    /// What the page said last of itself.
    PageContext page() {
        return page;
    }

    @Override
    public boolean follows(ConversationId conversation) {
        return conversation.equals(current);
    }

    /// Sends a frame to this socket, after the ones before it.
    void tell(HubFrame frame) {
        outbox.send(frame);
    }

    @Override
    public void hear(HubFrame frame) {
        if (frame instanceof HubFrame.Deleted(var conversation) && follows(conversation)) {
            current = null;
        }
        boolean told = frame instanceof HubFrame.Posted(var message)
                && follows(message.conversation()) && message.seq() <= toldSeq;
        if (!told) {
            tell(frame);
        }
    }

    @Override
    public boolean ready() {
        return outbox.ready();
    }

    @Override
    public void whenReady(Runnable task) {
        outbox.whenReady(task);
    }

    @Override
    public void onClosed(int closeCode) {
        standing.over();
        outbox.closed();
        synchronized (this) {
            gone = true;
            if (permit != null) {
                permit.close();
            }
            standing.guest().ifPresent(guest ->
                    shared.sockets().remove(visit.agent(), guest.caller().principal(), this));
        }
        var left = current;
        if (left != null) {
            shared.runs().leave(left, this);
        }
    }

    /// Closes the socket because the hub is going away (RFC 6455, section 7.4.1).
    void goAway() {
        standing.over();
        outbox.close(1001, "The hub is restarting.");
    }
}
