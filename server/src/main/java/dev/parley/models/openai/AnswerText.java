package dev.parley.models.openai;

import dev.parley.models.AgentRunner.Answer;

/// The text of one answer on its way to its readers: whole characters only, without those a database cannot store.
final class AnswerText {
    /// Far more than a model says at once.
    static final int MAX_CHARACTERS = 400_000;

    private final Answer answer;
    private final StringBuilder text = new StringBuilder();
    /// The first half of a character whose second half the next piece brings; 0 if there is none.
    private char half;
    /// How much of the text the readers were told.
    private int told;

    AnswerText(Answer answer) {
        this.answer = answer;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isFull() {
        return text.length() > MAX_CHARACTERS;
    }

    /// What was said so far.
    String said() {
        return text.toString();
    }

    void add(String piece) {
        var clean = half == 0 && isClean(piece) ? piece : clean(piece);
        text.append(clean);
    }

    /// Tells the readers what was added since they were told last.
    void tell() {
        if (told < text.length()) {
            var words = text.substring(told);
            told = text.length();
            answer.text(words);
        }
    }

    private static boolean isClean(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (Character.isSurrogate(c) || c == 0) {
                return false;
            }
        }
        return true;
    }

    private String clean(String piece) {
        var joined = half == 0 ? piece : half + piece;
        half = 0;
        var clean = new StringBuilder(joined.length());
        for (int i = 0; i < joined.length(); i++) {
            char c = joined.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 == joined.length()) {
                half = c;
            } else if (Character.isHighSurrogate(c) && Character.isLowSurrogate(joined.charAt(i + 1))) {
                clean.append(c).append(joined.charAt(++i));
            } else if (c != 0) {
                clean.append(Character.isSurrogate(c) ? '\ufffd' : c);
            }
        }
        return clean.toString();
    }
}
