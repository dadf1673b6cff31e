package dev.parley.chat.runs;

import dev.parley.chat.frames.HubFrame;
import dev.parley.conversations.ConversationId;

/// Somebody who hears of a principal's answers: a socket, or a request that waits for one. No method blocks.
public interface RunListener {
    /// Whether this is the conversation it wants the deltas of.
    boolean follows(ConversationId conversation);

    /// Hands over one frame; frames arrive in the order of these calls.
    void hear(HubFrame frame);

    /// Whether it keeps up, so that another delta may be handed over.
    boolean ready();

    /// Calls `task` once when it keeps up again, at once if it already does.
    void whenReady(Runnable task);
}
