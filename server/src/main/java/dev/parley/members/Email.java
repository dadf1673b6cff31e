package dev.parley.members;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address of a member, as they write it. Only ASCII: no two addresses that look alike are different people,
/// and no two that differ compare equal.
///
/// @param text at most 254 characters (RFC 5321, section 4.5.3.1.3)
public record Email(String text) {
    private static final Pattern GRAMMAR = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?");

    /// The address that `text` is, or empty if it is none.
    public static Optional<Email> of(String text) {
        return GRAMMAR.matcher(text).matches() ? Optional.of(new Email(text)) : Optional.empty();
    }

    /// What is compared and unique.
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }
}
