package dev.parley.knowledge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The tokenizer of the uncased English BERT models: lower case, no accents, words and punctuation apart, then the
/// longest pieces the vocabulary knows.
///
/// Our own, because the usual library brings native code, looks for graphics cards and asks the network where it runs.
final class WordPieces {
    private static final String VOCABULARY = "/bert-vocabulary-en.txt";
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> ids = new HashMap<>(65536);
    private final int begin;
    private final int end;
    private final int unknown;

    WordPieces() throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(resource(), StandardCharsets.UTF_8))) {
            for (var piece = reader.readLine(); piece != null; piece = reader.readLine()) {
                ids.put(piece, ids.size());
            }
        }
        begin = id("[CLS]");
        end = id("[SEP]");
        unknown = id("[UNK]");
    }

    private static InputStream resource() throws IOException {
        var stream = WordPieces.class.getResourceAsStream(VOCABULARY);
        if (stream == null) {
            throw new IOException(VOCABULARY + " is not on the class path");
        }
        return stream;
    }

    private int id(String piece) {
        return Objects.requireNonNull(ids.get(piece), piece);
    }

    /// The pieces of a text between the marks of its beginning and its end, cut to `most`.
    long[] encode(String text, int most) {
        var tokens = new long[most];
        int length = 0;
        tokens[length++] = begin;
        var words = normalize(text);
        for (int at = 0; at < words.length() && length < most - 1; ) {
            int next = wordEnd(words, at);
            if (!isSpace(words.codePointAt(at))) {
                length = encodeWord(words.substring(at, next), tokens, length);
            }
            at = next;
        }
        tokens[length++] = end;
        return Arrays.copyOf(tokens, length);
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    }

    /// Letters run on; spaces, punctuation and ideographs stand alone.
    private static int wordEnd(String text, int start) {
        int at = start;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (isSpace(c) || isPunctuation(c) || Character.isIdeographic(c)) {
                return at == start ? at + Character.charCount(c) : at;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isPunctuation(int c) {
        return c < 128
                ? c > ' ' && !Character.isLetterOrDigit(c) && c != 127
                : switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    /// @return the number of tokens after the word; a word that does not fit whole is cut
    private int encodeWord(String raw, long[] tokens, int from) {
        var word = withoutMarks(raw);
        int length = from;
        for (int at = 0; at < word.length() && length < tokens.length - 1; length++) {
            int pieceEnd = word.length() > LONGEST_WORD ? at : longestPiece(word, at);
            if (pieceEnd == at) {
                // One unknown piece makes the whole word unknown.
                tokens[from] = unknown;
                return from + 1;
            }
            tokens[length] = id(piece(word, at, pieceEnd));
            at = pieceEnd;
        }
        return length;
    }

    private static String withoutMarks(String word) {
        var letters = new StringBuilder(word.length());
        word.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK && !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT && c != 0xfffd)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private int longestPiece(String word, int start) {
        int end = word.length();
        while (end > start && !ids.containsKey(piece(word, start, end))) {
            end--;
        }
        return end;
    }

    private static String piece(String word, int start, int end) {
        return start == 0 ? word.substring(0, end) : "##" + word.substring(start, end);
    }
}
