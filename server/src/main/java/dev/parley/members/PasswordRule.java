package dev.parley.members;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a password must be: long enough, and not one that is guessed first.
public final class PasswordRule {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final int FEWEST_DIFFERENT = 4;
    private static final Set<String> GUESSED_FIRST = Set.of(
            "password", "password1", "password123", "passw0rd", "12345678", "123456789", "1234567890", "qwertyui",
            "qwertyuiop", "qwerty123", "1q2w3e4r", "iloveyou", "sunshine", "princess", "football", "baseball",
            "superman", "trustno1", "letmein1", "welcome1", "administrator", "changeme", "changeit", "admin123",
            "parley123");

    private PasswordRule() {}

    /// What is wrong with a password, as a sentence that does not hold it; empty if nothing is.
    public static Optional<String> problem(String password, Email email) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("The password must have " + SHORTEST + " to " + LONGEST + " characters.");
        }
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.chars().distinct().count() < FEWEST_DIFFERENT || GUESSED_FIRST.contains(plain)
                || plain.equals(email.key())) {
            return Optional.of("This password is among the first that are guessed: choose another one.");
        }
        return Optional.empty();
    }
}
