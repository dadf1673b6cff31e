package dev.parley.members;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which members of a tenant are asked for; null leaves a condition out.
///
/// @param search part of the e-mail address, whatever its case
public record MemberFilter(@Nullable String search, @Nullable Role role, Member.@Nullable Status status) {
    /// A pattern of SQL's LIKE with an exclamation mark as its escape.
    String pattern() {
        var text = search == null ? "" : search.toLowerCase(Locale.ROOT);
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
