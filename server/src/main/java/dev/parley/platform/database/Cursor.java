package dev.parley.platform.database;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place in a list ordered by time, newest first: the page after it holds what is older than this row. On the wire it
/// is opaque text, the `next` of one page and the `before` of the one to ask for.
public record Cursor(Instant at, String id) {
    /// Before every row there is.
    public static final Cursor START = new Cursor(Instant.ofEpochMilli(Long.MAX_VALUE / 2), "");

    private static final Pattern GRAMMAR = Pattern.compile("(\\d{1,18}):([A-Za-z0-9_]{1,64})");

    public String encode() {
        var text = at.toEpochMilli() + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The cursor that `text` encodes, or empty if it encodes none.
    public static Optional<Cursor> decode(String text) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var matcher = GRAMMAR.matcher(plain);
            return matcher.matches()
                    ? Optional.of(new Cursor(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
