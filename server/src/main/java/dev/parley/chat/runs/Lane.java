package dev.parley.chat.runs;

import dev.parley.conversations.Owner;
import dev.parley.identity.Principal;
import dev.parley.platform.limits.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The questions of one conversation, answered one after the other. Whoever touches it holds its monitor.
final class Lane {
    private final Deque<Question> waiting = new ArrayDeque<>();
    private @Nullable Question current;
    private @Nullable Run run;
    private Limits.@Nullable Permit permit;
    private boolean retired;

    boolean busy() {
        return current != null;
    }

    /// The answer being produced; empty between its question and its first words on disk.
    Optional<Run> run() {
        return Optional.ofNullable(run);
    }

    /// Takes a question in. The first one brings the permit that the lane keeps as long as it is busy.
    void add(Question question, Limits.@Nullable Permit brought) {
        waiting.add(question);
        if (permit == null) {
            permit = brought;
        } else if (brought != null) {
            brought.close();
        }
    }

    /// Adds a listener to a question that is not answered yet.
    ///
    /// @return whether there is such a question
    boolean join(Question question, @Nullable RunListener listener) {
        for (var other : waiting) {
            if (other.sameAs(question)) {
                other.waitFor(listener);
                return true;
            }
        }
        if (current == null || !current.sameAs(question)) {
            return false;
        }
        if (run == null) {
            current.waitFor(listener);
        } else if (listener != null) {
            run.follow(listener, 0);
        }
        return true;
    }

    /// The next question to answer, unless one is being answered.
    Optional<Question> next() {
        if (current != null) {
            return Optional.empty();
        }
        current = waiting.poll();
        return Optional.ofNullable(current);
    }

    void began(Run begun) {
        run = begun;
    }

    /// The current question is done with.
    void ended() {
        run = null;
        current = null;
        if (waiting.isEmpty() && permit != null) {
            permit.close();
            permit = null;
        }
    }

    void handOver(Owner visitor, Principal user) {
        waiting.forEach(question -> question.handOver(visitor, user));
        if (current != null) {
            current.handOver(visitor, user);
        }
    }

    /// Forgets what waits.
    void clear() {
        waiting.clear();
    }

    /// Marks an idle lane as no longer used, so that nobody adds to one that is forgotten.
    ///
    /// @return whether it was idle
    boolean retire() {
        retired = current == null && waiting.isEmpty();
        return retired;
    }

    boolean isRetired() {
        return retired;
    }
}
