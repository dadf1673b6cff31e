package dev.parley.crash;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What writers say they did, kept outside the process under test.
final class Journal {
    private final ConcurrentMap<String, String> sent = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Place> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> acknowledgedElsewhere = ConcurrentHashMap.newKeySet();

    /// Where a message was said to be.
    record Place(String conversation, long seq) {}

    /// @param clientId `writer/number`, with numbers that rise for each writer
    void sent(String clientId, String text) {
        sent.put(clientId, text);
    }

    void acknowledged(String clientId, Place place) {
        var before = acknowledged.put(clientId, place);
        if (before != null && !before.equals(place)) {
            acknowledgedElsewhere.add(clientId);
        }
    }

    Map<String, String> sent() {
        return sent;
    }

    Map<String, Place> acknowledged() {
        return acknowledged;
    }

    /// Messages whose repetition was acknowledged with another place than the first time.
    Set<String> acknowledgedElsewhere() {
        return acknowledgedElsewhere;
    }
}
