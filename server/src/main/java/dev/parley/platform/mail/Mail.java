package dev.parley.platform.mail;

/// One message to one person, in plain text and the same as HTML.
///
/// @param to an address in ASCII
public record Mail(String to, String subject, String text, String html) {
    /// @throws IllegalArgumentException if the address or the subject could end a header line (RFC 5322, section 2.2)
    public Mail {
        if (hasControls(to) || hasControls(subject)) {
            throw new IllegalArgumentException("A mail's address and subject stand on one line each");
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return "Mail[" + subject + "]";
    }
}
