package dev.parley.platform.json;

import dev.parley.platform.http.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The one grammar of durations on the wire: a whole number and a unit, such as `90s`, `15m`, `24h` or `7d`.
public final class Durations {
    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,9})([smhd])");

    private Durations() {}

    /// The duration that `text` writes, or empty if it is not of this grammar.
    public static Optional<Duration> parse(String text) {
        var matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(matcher.group(1));
        return Optional.of(switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        });
    }

    /// A field that writes a duration; a whole number counts seconds.
    ///
    /// @throws Refused `invalid_request` that names the field
    public static Optional<Duration> optional(Fields fields, String name) {
        return fields.optionalValue(name).map(value -> {
            var duration = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0
                    ? Optional.of(Duration.ofSeconds(value.intValue()))
                    : value.isTextual() ? parse(value.textValue()) : Optional.<Duration>empty();
            return duration.orElseThrow(() -> Refused.field(fields.pathOf(name),
                    "The field \"" + fields.pathOf(name) + "\" must be a duration such as 90s, 15m, 24h or 7d."));
        });
    }

    /// Writes whole hours as `24h`, else whole minutes as `15m`, else seconds.
    public static String format(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
