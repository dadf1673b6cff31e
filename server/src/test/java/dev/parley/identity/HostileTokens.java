package dev.parley.identity;

import java.util.List;
import java.util.stream.Stream;

/// The catalogue of tokens that no transport may accept: forged, malformed, stale, misdirected or careless.
public final class HostileTokens {
    private HostileTokens() {}

    public static List<HostileToken> all() {
        return Stream.of(
                        HostileShapes.all(), HostileHeaders.all(), HostileKeys.all(), HostilePayloads.all(),
                        HostileTimes.all(), HostileUsers.all(), HostileTenantTokens.all())
                .flatMap(List::stream).toList();
    }
}
