package dev.parley.identity;

/// Which texts can be the id of a user. An id is opaque and compared byte by byte, so what people cannot see must not be
/// part of it.
public final class UserIds {
    /// In characters (Unicode code points).
    public static final int MAX_LENGTH = 320;

    public static final String RULE = "1 to 320 characters, without control or invisible characters, and without a space at"
            + " either end";

    private UserIds() {}

    public static boolean isValid(String id) {
        int length = id.codePointCount(0, id.length());
        return length >= 1 && length <= MAX_LENGTH
                && !isSpace(id.codePointAt(0)) && !isSpace(id.codePointBefore(id.length()))
                && isPrintable(id);
    }

    /// Whether no character is of the Unicode categories Cc, Cf or Cs.
    static boolean isPrintable(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (c >= ' ' && c <= '~') {
                i++;
                continue;
            }
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> {
                    return false;
                }
                default -> i += Character.charCount(c);
            }
        }
        return true;
    }

    /// White space of any kind: neither of the two methods knows all of it, the no-break spaces included.
    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
