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

    /// Such as `45 s` or `2 h`: what people read more easily, in the largest unit that fits.
    static String words(long seconds) {
        long days = seconds / 86_400;
        long hours = seconds / 3600;
        if (days > 0 && seconds % 86_400 == 0) {
            return days == 1 ? "1 day" : days + " days";
        }
        if (hours > 0 && seconds % 3600 == 0) {
            return hours + " h";
        }
        return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    /// What to do where a time read as milliseconds would make sense.
    static String unitHint(Instant time, Instant now) {
        return looksLikeMilliseconds(time, now)
                ? " It looks like milliseconds: divide by 1000, NumericDates are in seconds."
                : " NumericDates are in seconds since 1970.";
    }

    /// Whether a time of a token makes sense once it is divided by 1000.
    static boolean looksLikeMilliseconds(Instant time, Instant now) {
        var asMillis = Instant.ofEpochSecond(time.getEpochSecond() / MILLIS);
        return Duration.between(now, asMillis).abs().compareTo(TokenTimes.FARTHEST_EXPIRY) <= 0;
    }
}
