package dev.parley.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Sentences and words of plain text.
public final class Sentences {
    /// A sentence longer than this is most likely a table or a log, and is cut so that passages stay small.
    private static final int MOST_CHARACTERS = 1200;

    private Sentences() {}

    /// The sentences of a text, without white space around them; a line break ends a sentence too.
    public static List<String> of(String text) {
        var sentences = new ArrayList<String>();
        for (var line : text.split("\n", -1)) {
            var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(line);
            int start = breaks.first();
            for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
                addPieces(line.substring(start, end).strip(), sentences);
            }
        }
        return sentences;
    }

    private static void addPieces(String sentence, List<String> sentences) {
        var rest = sentence;
        while (rest.length() > MOST_CHARACTERS) {
            int space = rest.lastIndexOf(' ', MOST_CHARACTERS);
            int cut = space > 0 ? space : rest.offsetByCodePoints(0, rest.codePointCount(0, MOST_CHARACTERS));
            sentences.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            sentences.add(rest);
        }
    }

    /// The number of words; where a script writes no spaces, two characters count as one word.
    static int words(String text) {
        int words = 0;
        int ideographs = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = Character.isLetterOrDigit(c);
            if (letter && (Character.isIdeographic(c) || Character.UnicodeBlock.of(c) == Character.UnicodeBlock.HIRAGANA
                    || Character.UnicodeBlock.of(c) == Character.UnicodeBlock.KATAKANA)) {
                ideographs++;
            } else if (letter && !inside) {
                words++;
            }
            inside = letter;
        }
        return words + (ideographs + 1) / 2;
    }
}
