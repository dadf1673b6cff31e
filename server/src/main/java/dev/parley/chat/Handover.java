package dev.parley.chat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.runs.Runs;
import dev.parley.conversations.Owner;
import dev.parley.conversations.VisitorAdoption;
import dev.parley.identity.Principal;
import dev.parley.identity.VisitorTokens;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import org.jspecify.annotations.Nullable;

/// Lets whoever signs in keep what they said before as a visitor, where the agent's setting says so. The visitor token is
/// the proof: only the browser that was that visitor has it.
final class Handover {
    private final VisitorTokens visitors;
    private final VisitorAdoption adoptions;
    private final Runs runs;
    private final OpenSockets sockets;

    Handover(VisitorTokens visitors, VisitorAdoption adoptions, Runs runs, OpenSockets sockets) {
        this.visitors = visitors;
        this.adoptions = adoptions;
        this.runs = runs;
        this.sockets = sockets;
    }

    /// @param visitorToken what came with the proof of who they are now; anything but a good token hands nothing over
    /// @return whether the visitor is this user, since now or since an earlier connection
    boolean take(Admitted by, @Nullable String visitorToken) {
        var user = by.caller().principal();
        boolean wanted = by.agent().definition().tokenPolicy().adoptVisitor();
        if (!wanted || visitorToken == null || user.kind() == Principal.Kind.VISITOR) {
            return false;
        }
        return visitors.read(by.agent(), visitorToken)
                .map(visitor -> take(by, new Owner(by.agent().tenant(), by.agent().id(), visitor)))
                .orElse(false);
    }

    private boolean take(Admitted by, Owner visitor) {
        var user = by.caller().principal();
        var adopted = adoptions.adopt(visitor, user);
        adopted.ifPresent(conversations -> {
            runs.handOver(visitor, user);
            for (var session : sockets.of(visitor.agent(), visitor.principal())) {
                session.standing().end(Refused.because(ErrorCode.IDENTITY_CHANGED,
                        "This visitor has signed in, in another tab perhaps. Connect anew."));
            }
            conversations.forEach(moved -> sockets.tell(
                    by.asker().owner(), new HubFrame.Renamed(moved.id(), moved.title())));
        });
        return adopted.isPresent();
    }
}
