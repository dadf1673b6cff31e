package dev.parley.platform.json;

/// Names a peer made up, made fit for a log line and a sentence.
public final class Names {
    private static final int MAX_LENGTH = 80;

    private Names() {}

    /// The name with everything but visible ASCII replaced and its end cut off beyond 80 characters.
    public static String printable(String name) {
        var shown = new StringBuilder();
        name.codePoints().limit(MAX_LENGTH).forEach(c -> shown.append(c > ' ' && c < 0x7f && c != '"' ? (char) c : '?'));
        return shown.toString();
    }
}
