package dev.parley.chat.runs;

import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.frames.RunId;
import dev.parley.conversations.AnswerTimes;
import dev.parley.conversations.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The text of one answer while it grows, numbered in UTF-16 units, and whoever follows it. Each follower is told every
/// character exactly once, in deltas that never split a surrogate pair; one that falls behind is told later in larger
/// deltas, and only its place in the text is kept for it. Thread-safe.
public final class Run {
    /// The most UTF-16 units of one delta.
    static final int LONGEST_DELTA = 8 * 1024;
    /// The most UTF-16 units of an answer: a model that never ends must not fill the memory.
    static final int LONGEST_TEXT = 512 * 1024;

    private static final char REPLACEMENT = '\ufffd';

    private final RunId id = RunId.next();
    private final Message row;
    private final StringBuilder text = new StringBuilder();
    /// Replaced, never changed: a follower may leave while all of them are being told.
    private List<Follower> followers = List.of();
    /// The first half of a surrogate pair whose second half is yet to come; 0 if there is none.
    private char firstHalf;
    private final long begunAt = System.nanoTime();
    private @Nullable Duration firstWords;
    private boolean sealed;
    private int savedLength;
    private @Nullable HubFrame ending;

    /// @param row the answer as it was stored when it began
    Run(Message row) {
        this.row = row;
    }

    public RunId id() {
        return id;
    }

    /// The answer as it was stored when it began, without text.
    public Message row() {
        return row;
    }

    HubFrame.Started started() {
        return new HubFrame.Started(id, row.id(), row.seq(), row.conversation(), row.replaces());
    }

    /// The next words. Text that comes after the end is dropped.
    ///
    /// @return false if the answer has become too long to go on
    synchronized boolean append(String words) {
        if (!sealed) {
            for (int i = 0; i < words.length(); i++) {
                append(words.charAt(i));
            }
            if (firstWords == null && !text.isEmpty()) {
                firstWords = sinceBegun();
            }
            advanceAll();
        }
        return text.length() <= LONGEST_TEXT;
    }

    private void append(char c) {
        if (firstHalf != 0) {
            boolean pair = Character.isLowSurrogate(c);
            text.append(pair ? firstHalf : REPLACEMENT);
            firstHalf = 0;
            if (pair) {
                text.append(c);
                return;
            }
        }
        if (Character.isHighSurrogate(c)) {
            firstHalf = c;
        } else {
            text.append(Character.isLowSurrogate(c) || c == 0 ? REPLACEMENT : c);
        }
    }

    /// How long it took until now.
    synchronized AnswerTimes times() {
        return new AnswerTimes(firstWords, sinceBegun());
    }

    private Duration sinceBegun() {
        return Duration.ofNanos(System.nanoTime() - begunAt);
    }

    synchronized void tool(String name, String state) {
        if (!sealed) {
            var frame = new HubFrame.Tool(id, name, state);
            followers.forEach(follower -> follower.listener.hear(frame));
        }
    }

    /// Ends the text.
    ///
    /// @return the whole of it, to whoever ends it first; empty to everybody else
    synchronized Optional<String> seal() {
        if (sealed) {
            return Optional.empty();
        }
        sealed = true;
        if (firstHalf != 0) {
            text.append(REPLACEMENT);
            firstHalf = 0;
        }
        return Optional.of(text.toString());
    }

    /// Tells followers how it ended, each one after its last delta.
    synchronized void end(HubFrame frame) {
        ending = frame;
        advanceAll();
    }

    synchronized boolean isFollowedBy(RunListener listener) {
        return followers.stream().anyMatch(follower -> follower.listener == listener);
    }

    /// What is not yet on disk, if anything: all of the text so far. Asking counts as saving.
    synchronized Optional<String> unsaved() {
        if (sealed || savedLength == text.length()) {
            return Optional.empty();
        }
        savedLength = text.length();
        return Optional.of(text.toString());
    }

    /// Tells `listener` that this run started, then every character from `offset`, then how it ended.
    synchronized void follow(RunListener listener, int offset) {
        follow(new Follower(listener, offset, null));
    }

    /// Whether `offset` is a place in the text, and not within a surrogate pair.
    public synchronized boolean reaches(int offset) {
        return offset == 0 || offset <= text.length() && !Character.isHighSurrogate(text.charAt(offset - 1));
    }

    /// As [#follow], with `caughtUp` in between, unless it is null, when everything that is there now was told.
    public synchronized void resume(RunListener listener, int offset, @Nullable HubFrame caughtUp) {
        follow(new Follower(listener, offset, caughtUp));
    }

    private void follow(Follower follower) {
        leave(follower.listener);
        follower.listener.hear(started());
        followers = Stream.concat(followers.stream(), Stream.of(follower)).toList();
        advance(follower);
    }

    public synchronized void leave(RunListener listener) {
        for (var follower : followers) {
            if (follower.listener == listener) {
                follower.gone = true;
                remove(follower);
            }
        }
    }

    private void advanceAll() {
        for (var follower : followers) {
            advance(follower);
        }
    }

    private void advance(Follower follower) {
        if (follower.advance()) {
            remove(follower);
        }
    }

    private void remove(Follower gone) {
        followers = followers.stream().filter(follower -> follower != gone).toList();
    }

    /// One listener's place in the text.
    private final class Follower {
        private final RunListener listener;
        private final int caughtUpAt;
        private int offset;
        private @Nullable HubFrame caughtUp;
        private boolean advancing;
        private boolean waiting;
        private boolean gone;

        Follower(RunListener listener, int offset, @Nullable HubFrame caughtUp) {
            this.listener = listener;
            this.offset = offset;
            this.caughtUp = caughtUp;
            this.caughtUpAt = text.length();
        }

        /// Tells what can be told now.
        ///
        /// @return whether there is nothing left to tell, ever
        boolean advance() {
            advancing = true;
            while (!waiting && !gone) {
                if (offset < goal() && !listener.ready()) {
                    waiting = true;
                    listener.whenReady(this::goOn);
                } else if (!tellNext()) {
                    break;
                }
            }
            advancing = false;
            return gone;
        }

        private int goal() {
            return caughtUp == null ? text.length() : caughtUpAt;
        }

        private boolean tellNext() {
            if (offset < goal()) {
                int end = pieceEnd(goal());
                listener.hear(new HubFrame.Delta(id, offset, text.substring(offset, end)));
                offset = end;
                return true;
            }
            if (caughtUp != null) {
                listener.hear(caughtUp);
                caughtUp = null;
                return true;
            }
            if (ending != null) {
                listener.hear(ending);
                gone = true;
            }
            return false;
        }

        private int pieceEnd(int goal) {
            int end = Math.min(goal, offset + LONGEST_DELTA);
            return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        }

        private void goOn() {
            synchronized (Run.this) {
                waiting = false;
                if (!advancing) {
                    Run.this.advance(this);
                }
            }
        }
    }
}
