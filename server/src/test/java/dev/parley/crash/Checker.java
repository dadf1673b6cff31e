package dev.parley.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Compares what writers were told with what is stored, after a crash was survived.
final class Checker {
    private Checker() {}

    /// A stored message.
    ///
    /// @param clientId null for answers
    record Stored(String conversation, long seq, @org.jspecify.annotations.Nullable String clientId, String text) {}

    /// @param indeterminate sent, never acknowledged: stored or not, both are right
    /// @param lost          acknowledged but not stored, or not where it was said to be
    /// @param doubled       stored more than once, or acknowledged in two places
    /// @param reordered     numbers of a conversation with a hole or a repetition, or against their writer's order
    /// @param altered       stored with another text than was sent, or never sent by anybody
    record Verdict(int attempted, int acknowledged, int indeterminate, List<String> lost, List<String> doubled,
            List<String> reordered, List<String> altered) {
        boolean isClean() {
            return lost.isEmpty() && doubled.isEmpty() && reordered.isEmpty() && altered.isEmpty();
        }
    }

    /// @param conversations each conversation's messages by number
    static Verdict check(Journal journal, List<List<Stored>> conversations) {
        var lost = new ArrayList<String>();
        var doubled = new ArrayList<>(journal.acknowledgedElsewhere());
        var reordered = new ArrayList<String>();
        var altered = new ArrayList<String>();
        var places = new HashMap<String, Journal.Place>();
        for (var conversation : conversations) {
            checkOrder(conversation, reordered);
            for (var message : conversation) {
                checkMessage(journal, message, places, doubled, altered);
            }
        }
        journal.acknowledged().forEach((clientId, place) -> {
            if (!place.equals(places.get(clientId))) {
                lost.add(clientId + " at " + place);
            }
        });
        int attempted = journal.sent().size();
        int acknowledged = journal.acknowledged().size();
        return new Verdict(attempted, acknowledged, attempted - acknowledged, lost, doubled, reordered, altered);
    }

    private static void checkMessage(Journal journal, Stored message, Map<String, Journal.Place> places,
            List<String> doubled, List<String> altered) {
        var clientId = message.clientId();
        if (clientId == null) {
            return;
        }
        if (places.put(clientId, new Journal.Place(message.conversation(), message.seq())) != null) {
            doubled.add(clientId);
        }
        if (!Objects.equals(journal.sent().get(clientId), message.text())) {
            altered.add(clientId);
        }
    }

    private static void checkOrder(List<Stored> conversation, List<String> reordered) {
        var newestOfWriter = new HashMap<String, Long>();
        long expected = 1;
        for (var message : conversation) {
            if (message.seq() != expected++) {
                reordered.add("number " + message.seq() + " of " + message.conversation());
            }
            var clientId = message.clientId();
            if (clientId != null) {
                int slash = clientId.lastIndexOf('/');
                var number = Long.parseLong(clientId.substring(slash + 1));
                var before = newestOfWriter.put(clientId.substring(0, slash), number);
                if (before != null && before >= number) {
                    reordered.add(clientId);
                }
            }
        }
    }
}
