package dev.parley.models;

import dev.parley.models.AgentRunner.Speaker;
import dev.parley.models.AgentRunner.Turn;
import java.util.ArrayList;
import java.util.List;

/// The part of a conversation that a model is told.
public final class History {
    private History() {}

    /// The newest turns that fit into `characters`, oldest first, beginning with the user. Empty turns are left out, and
    /// turns of one speaker in a row become one, since some models insist on alternation. The last turn is always kept.
    public static List<Turn> within(List<Turn> history, int characters) {
        var kept = new ArrayList<Turn>();
        int left = characters;
        for (var turn : history.reversed()) {
            if (turn.text().isBlank()) {
                continue;
            }
            left -= turn.text().length();
            if (left < 0 && !kept.isEmpty()) {
                break;
            }
            add(kept, turn);
        }
        while (kept.size() > 1 && kept.getLast().speaker() == Speaker.AGENT) {
            kept.removeLast();
        }
        return List.copyOf(kept.reversed());
    }

    /// Adds a turn that comes before those in `newestFirst`.
    private static void add(List<Turn> newestFirst, Turn turn) {
        if (!newestFirst.isEmpty() && newestFirst.getLast().speaker() == turn.speaker()) {
            var later = newestFirst.removeLast();
            newestFirst.add(new Turn(turn.speaker(), turn.text() + "\n\n" + later.text()));
        } else {
            newestFirst.add(turn);
        }
    }
}
