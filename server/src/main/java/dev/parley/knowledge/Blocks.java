package dev.parley.knowledge;

import java.util.ArrayList;
import java.util.List;

/// Collects the blocks of one document and refuses to grow beyond what is worth searching.
final class Blocks {
    /// About 330 000 words, or 650 pages.
    static final int MAX_CHARACTERS = 2_000_000;
    private static final int MAX_HEADING = 200;

    private final List<Block> blocks = new ArrayList<>();
    private int characters;

    /// @throws TooMuchText beyond `MAX_CHARACTERS`
    void heading(int level, String text) {
        var line = clean(text).replace('\n', ' ');
        if (line.length() > MAX_HEADING) {
            text(line);
        } else if (!line.isBlank()) {
            add(new Block(level, line));
        }
    }

    /// @throws TooMuchText beyond `MAX_CHARACTERS`
    void text(String text) {
        var cleaned = clean(text);
        if (!cleaned.isBlank()) {
            add(Block.text(cleaned));
        }
    }

    private void add(Block block) {
        characters += block.text().length();
        if (characters > MAX_CHARACTERS) {
            throw new TooMuchText();
        }
        blocks.add(block);
    }

    /// Line breaks stay, other runs of white space become one space, and what cannot be shown or stored goes.
    private static String clean(String text) {
        var cleaned = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                trimEnd(cleaned);
                cleaned.append('\n');
                space = false;
            } else if (Character.isWhitespace(c) || c == '\u00a0') {
                space = true;
            } else if (isShown(text, i)) {
                if (space && !cleaned.isEmpty() && cleaned.charAt(cleaned.length() - 1) != '\n') {
                    cleaned.append(' ');
                }
                space = false;
                cleaned.append(c);
            }
        }
        return cleaned.toString().strip();
    }

    private static void trimEnd(StringBuilder text) {
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
    }

    /// Not a control character, a lone surrogate or a soft hyphen.
    private static boolean isShown(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return !Character.isISOControl(c) && c != '\u00ad' && c != '\ufeff';
    }

    List<Block> toList() {
        return List.copyOf(blocks);
    }

    /// The document has more text than is indexed.
    static final class TooMuchText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchText() {
            super("more than " + MAX_CHARACTERS + " characters", null, false, false);
        }
    }
}
