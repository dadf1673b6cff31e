package dev.parley.console;

import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Route.Parameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The time a query is about: `?from=` and `?to=`, each a moment in ISO 8601 or a UTC day such as `2026-11-21`. A day in
/// `to` is meant with all its hours.
///
/// @param from  null for the first ever
/// @param until the first moment that is not meant; null for now
record Period(@Nullable Instant from, @Nullable Instant until) {
    static final List<Parameter> PARAMETERS = List.of(
            new Parameter("from", "Not before this moment, or this UTC day."),
            new Parameter("to", "Before this moment, or until the end of this UTC day."));

    static Period of(Request request) {
        var from = request.query("from").map(text -> moment(text, "from", 0)).orElse(null);
        var until = request.query("to").map(text -> moment(text, "to", 1)).orElse(null);
        if (from != null && until != null && !from.isBefore(until)) {
            throw Refused.field("to", "Choose an end that is after the beginning.");
        }
        return new Period(from, until);
    }

    static LocalDate day(String text, String field) {
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 3000) {
                return day;
            }
        } catch (DateTimeException _) {
            // Falls through to the one message for every wrong day.
        }
        throw Refused.field(field, "Give a day such as 2026-11-21.");
    }

    private static Instant moment(String text, String field, int daysAfter) {
        if (text.length() == 10) {
            return day(text, field).plusDays(daysAfter).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        try {
            var moment = OffsetDateTime.parse(text);
            if (moment.getYear() >= 2000 && moment.getYear() < 3000) {
                return moment.toInstant();
            }
        } catch (DateTimeException _) {
            // Falls through to the one message for every wrong moment.
        }
        throw Refused.field(field, "Give a day such as 2026-11-21, or a moment such as 2026-11-21T10:00:00Z.");
    }
}
