package dev.parley.platform.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes comma-separated values (RFC 4180) in UTF-8. Text that a spreadsheet would run as a formula gets an apostrophe
/// before it, as OWASP advises: what users wrote must not act on the machine of whoever opens the file.
public final class CsvWriter {
    public static final String MEDIA_TYPE = "text/csv; charset=utf-8";
    /// The last four are the full-width forms that some spreadsheets fold to the plain ones.
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final OutputStream out;

    public CsvWriter(OutputStream out) {
        this.out = out;
    }

    /// One line; null is an empty cell. Numbers stay what they are, everything else is text.
    public void row(@Nullable Object... cells) throws IOException {
        var line = Stream.of(cells).map(CsvWriter::cell).collect(Collectors.joining(",", "", "\r\n"));
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            default -> quoted(harmless(value.toString()));
        };
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
