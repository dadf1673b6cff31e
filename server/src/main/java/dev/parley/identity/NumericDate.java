package dev.parley.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// Seconds since 1970 as a JSON number, whole or not (RFC 7519, section 2).
final class NumericDate {
    private static final BigDecimal MIN = BigDecimal.valueOf(Instant.MIN.getEpochSecond());
    private static final BigDecimal MAX = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    private NumericDate() {}

    /// The moment, to the nanosecond below; a number beyond what an [Instant] holds becomes the farthest one.
    static Instant toInstant(JsonNode number) {
        if (number.canConvertToLong() && number.isIntegralNumber()) {
            return ofSeconds(number.longValue());
        }
        var seconds = number.decimalValue();
        if (seconds.compareTo(MIN) <= 0) {
            return Instant.MIN;
        }
        if (seconds.compareTo(MAX) >= 0) {
            return Instant.MAX;
        }
        var whole = seconds.setScale(0, RoundingMode.FLOOR);
        var fraction = seconds.subtract(whole).movePointRight(9).setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(whole.longValueExact(), fraction.longValueExact());
    }

    private static Instant ofSeconds(long seconds) {
        if (seconds < Instant.MIN.getEpochSecond()) {
            return Instant.MIN;
        }
        return seconds > Instant.MAX.getEpochSecond() ? Instant.MAX : Instant.ofEpochSecond(seconds);
    }
}
