package dev.parley.models.builtin;

import java.util.regex.Pattern;

/// Writes plain text into Markdown so that it reads exactly as it stands.
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>#|~&]");
    /// What would begin a list or a rule at the start of a line.
    private static final Pattern BLOCK_START = Pattern.compile("^(\\s*)([-+=]|\\d{1,9}[.)])");

    private Markdown() {}

    static String escape(String text) {
        var escaped = SPECIAL.matcher(text).replaceAll("\\\\$0");
        var block = BLOCK_START.matcher(escaped);
        if (!block.find()) {
            return escaped;
        }
        int mark = block.end() - 1;
        return escaped.substring(0, mark) + "\\" + escaped.substring(mark);
    }

    /// A block quotation, one line for each line of the text.
    static String quote(String text) {
        return text.lines().map(line -> "> " + escape(line)).collect(java.util.stream.Collectors.joining("\n>\n"));
    }
}
