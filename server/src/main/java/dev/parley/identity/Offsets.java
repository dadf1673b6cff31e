package dev.parley.identity;

import java.time.Duration;
import java.time.Instant;

/// Distances between moments, for rules and for sentences; they hold for the farthest moments too.
final class Offsets {
    private static final long MILLIS = 1000;

    private Offsets() {}

    /// Whether `time` is more than `distance` after `now`.
    static boolean isAhead(Instant time, Duration distance, Instant now) {
        return time.isAfter(now.plus(distance));
    }

    /// Whether `lifetime` from `start` on is over.
    static boolean isOver(Instant start, Duration lifetime, Instant now) {
        return !start.isAfter(now.minus(lifetime));
    }

    /// Such as `90 s`.
    static String between(Instant earlier, Instant later) {
        return Math.subtractExact(later.getEpochSecond(), earlier.getEpochSecond()) + " s";
    }

    /// What to do where a time read as milliseconds would make sense.
    static String unitHint(Instant time, Instant now) {
        var asMillis = Instant.ofEpochSecond(time.getEpochSecond() / MILLIS);
        boolean plausible = Duration.between(now, asMillis).abs().compareTo(TokenTimes.FARTHEST_EXPIRY) <= 0;
        return plausible
                ? " It looks like milliseconds: divide by 1000, NumericDates are in seconds."
                : " NumericDates are in seconds since 1970.";
    }
}
