package dev.parley.chat.runs;

import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Message;
import dev.parley.conversations.Owner;
import dev.parley.identity.Principal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A stored message of a user that is to be answered.
final class Question {
    private volatile Asker asker;
    private final Message message;
    private final @Nullable Message replaces;
    private final List<RunListener> waiting = new CopyOnWriteArrayList<>();

    /// @param replaces the earlier answer that the new one stands for; null for the first answer
    Question(Asker asker, Message message, @Nullable Message replaces) {
        this.asker = asker;
        this.message = message;
        this.replaces = replaces;
    }

    Asker asker() {
        return asker;
    }

    /// The asker was a visitor and is known by now.
    void handOver(Owner visitor, Principal user) {
        var before = asker;
        if (before.agent().id().equals(visitor.agent()) && before.principal().sameAs(visitor.principal())) {
            asker = new Asker(before.agent(), user, before.variables(), before.page());
        }
    }

    Message message() {
        return message;
    }

    @Nullable Message replaces() {
        return replaces;
    }

    ConversationId conversation() {
        return message.conversation();
    }

    /// Whether the other asks for the same answer.
    boolean sameAs(Question other) {
        return message.id().equals(other.message.id()) && replaces == null && other.replaces == null;
    }

    /// Tells that listener of this answer too; null is nobody.
    void waitFor(@Nullable RunListener listener) {
        if (listener != null) {
            waiting.add(listener);
        }
    }

    /// Whoever wants this answer and nothing else, such as a request that waits for it.
    List<RunListener> waiting() {
        return waiting;
    }
}
