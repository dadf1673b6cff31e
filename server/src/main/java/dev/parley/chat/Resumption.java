package dev.parley.chat;

import dev.parley.chat.frames.ClientFrame;
import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.frames.RunId;
import dev.parley.chat.runs.Run;
import dev.parley.chat.runs.Runs;
import dev.parley.conversations.Conversation;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Message;
import dev.parley.conversations.Owner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells one client what it missed in a conversation, without a hole and without a character twice: the messages after
/// the last one it has, the answer it has a part of, the answer being produced, and then that this was all.
final class Resumption {
    /// More than this is read by REST, page by page.
    private static final int MOST_MESSAGES = 50;
    private static final int MOST_TEXT = 256 * 1024;

    private final Conversations conversations;
    private final Runs runs;
    private final ChatSession session;

    Resumption(Conversations conversations, Runs runs, ChatSession session) {
        this.conversations = conversations;
        this.runs = runs;
        this.session = session;
    }

    void tell(Owner owner, ClientFrame.Resume frame) {
        var conversation = new ConversationId(frame.conversation());
        runs.whileStill(conversation, live -> tell(owner, conversation, frame, live));
    }

    private void tell(Owner owner, ConversationId conversation, ClientFrame.Resume frame, Optional<Run> live) {
        var missed = conversations.messagesAfter(owner, conversation, frame.afterSeq(), MOST_MESSAGES + 1);
        var half = half(conversation, frame, live);
        boolean reached = half.isEmpty() || half.get().reaches(frame.offset());
        var runsToTell = Stream.concat(half.stream(), live.stream()).distinct().toList();

        long last = missed.isEmpty()
                ? Math.min(frame.afterSeq(), lastSeq(owner, conversation))
                : missed.getLast().seq();
        // Who knows of messages that are not there has seen another store: one before a restore.
        boolean knowsMore = frame.afterSeq() > last;
        session.enter(conversation, last);
        boolean told = tellMessages(missed, runsToTell);
        var resumed = new HubFrame.Resumed(conversation, last, told && reached && !knowsMore);
        if (runsToTell.isEmpty()) {
            session.hear(resumed);
        }
        for (var run : runsToTell) {
            int offset = reached && half.filter(run::equals).isPresent() ? frame.offset() : 0;
            run.resume(session, offset, run == runsToTell.getLast() ? resumed : null);
        }
    }

    /// The answer the client has a part of, if it is being produced or ended a moment ago. One that ended earlier is told
    /// as a message.
    private Optional<Run> half(ConversationId conversation, ClientFrame.Resume frame, Optional<Run> live) {
        if (frame.run() == null) {
            return Optional.empty();
        }
        var id = new RunId(frame.run());
        return live.filter(run -> run.id().equals(id)).or(() -> runs.ended(conversation, id));
    }

    /// Tells the messages that no run will tell.
    ///
    /// @return whether that was everything: neither too much nor an answer that nobody here is writing
    private boolean tellMessages(List<Message> missed, List<Run> runsToTell) {
        if (missed.size() > MOST_MESSAGES
                || missed.stream().mapToInt(message -> message.text().length()).sum() > MOST_TEXT) {
            return false;
        }
        var told = runsToTell.stream().map(run -> run.row().id()).collect(Collectors.toSet());
        boolean all = true;
        for (var message : missed) {
            if (told.contains(message.id())) {
                continue;
            }
            if (message.state() == Message.State.STREAMING) {
                all = false;
            } else {
                session.tell(new HubFrame.Posted(message));
            }
        }
        return all;
    }

    private long lastSeq(Owner owner, ConversationId conversation) {
        return conversations.find(owner, conversation).map(Conversation::lastSeq).orElse(0L);
    }
}
