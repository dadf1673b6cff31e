package dev.parley.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Every secret text of a test by a name of its own, and where it was found although nobody should.
final class Canaries {
    /// Shorter pieces could be found by chance.
    private static final int SHORTEST = 20;

    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    /// Remembers a secret as a whole and, of a signed token, its payload and its signature too.
    String add(String name, String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException(name + " is too short to be looked for");
        }
        secrets.put(secret, name);
        var segments = List.of(secret.split("\\.", -1));
        if (segments.size() == 3) {
            add(name + " (payload)", segments.get(1));
            add(name + " (signature)", segments.get(2));
        }
        return secret;
    }

    /// Which secrets stand in which of the places.
    ///
    /// @param places name → everything that is written there
    List<String> found(Map<String, String> places) {
        var found = new LinkedHashMap<String, Integer>();
        places.forEach((place, text) -> secrets.forEach((secret, name) -> {
            if (text.contains(secret)) {
                found.merge(name + " in " + place, 1, Integer::sum);
            }
        }));
        return List.copyOf(found.keySet());
    }

    int count() {
        return secrets.size();
    }
}
