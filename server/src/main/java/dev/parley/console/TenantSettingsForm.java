package dev.parley.console;

import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Fields;
import dev.parley.tenants.TenantSettings;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `retention` and `budget` of a tenant; what is left out stays as it is.
final class TenantSettingsForm {
    private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3})d");
    private static final int LONGEST_DAYS = 3_650;
    private static final long MOST = 1_000_000_000_000L;

    private TenantSettingsForm() {}

    static UnaryOperator<TenantSettings> read(Fields body) {
        var retention = body.optionalText("retention", 1, 10)
                .<UnaryOperator<TenantSettings>>map(text -> {
                    var days = days(text);
                    return settings -> settings.keepingFor(days);
                }).orElse(UnaryOperator.identity());
        var budget = body.optionalObject("budget")
                .<UnaryOperator<TenantSettings>>map(fields -> {
                    var answers = limit(fields.optionalInteger("answersPerDay", 1, MOST));
                    var tokens = limit(fields.optionalInteger("tokensPerDay", 1, MOST));
                    return settings -> settings.spending(answers, tokens);
                }).orElse(UnaryOperator.identity());
        return settings -> budget.apply(retention.apply(settings));
    }

    private static @Nullable Integer days(String text) {
        if (text.equals("off")) {
            return null;
        }
        var matcher = DAYS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > LONGEST_DAYS) {
            throw Refused.field("retention", "Give a number of days such as 90d, at most " + LONGEST_DAYS + "d, or off.");
        }
        return Integer.valueOf(matcher.group(1));
    }

    private static @Nullable Long limit(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
