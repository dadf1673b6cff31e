package dev.parley.knowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of document that can be indexed.
public enum MediaType {
    MARKDOWN("text/markdown", ".md", ".markdown"),
    TEXT("text/plain", ".txt", ".text"),
    HTML("text/html", ".html", ".htm"),
    PDF("application/pdf", ".pdf");

    private final String wireName;
    private final String[] endings;

    MediaType(String wireName, String... endings) {
        this.wireName = wireName;
        this.endings = endings;
    }

    /// The name on the wire and in the database, such as `text/markdown`.
    public String wireName() {
        return wireName;
    }

    /// The media type of that name; parameters such as `charset` are ignored (RFC 9110, section 8.3.1).
    public static Optional<MediaType> named(String mediaType) {
        int parameters = mediaType.indexOf(';');
        var bare = (parameters < 0 ? mediaType : mediaType.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(type -> type.wireName.equals(bare)).findFirst();
    }

    /// The media type that a file of that name most likely has: browsers upload Markdown without a useful type.
    public static Optional<MediaType> ofFile(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> Arrays.stream(type.endings).anyMatch(lower::endsWith))
                .findFirst();
    }
}
