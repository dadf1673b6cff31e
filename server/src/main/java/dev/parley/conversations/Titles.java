package dev.parley.conversations;

/// Names a conversation after its first message.
final class Titles {
    private static final int LONGEST = 60;

    private Titles() {}

    /// The first words of `text`, at most 60 UTF-16 units, on one line.
    static String of(String text) {
        var line = text.strip().replaceAll("[\\s\\p{Cc}]+", " ").strip();
        if (line.isEmpty()) {
            return "…";
        }
        if (line.length() <= LONGEST) {
            return line;
        }
        int space = line.lastIndexOf(' ', LONGEST - 1);
        int end = space > LONGEST / 2 ? space : LONGEST - 1;
        boolean splitsPair = Character.isHighSurrogate(line.charAt(end - 1));
        return line.substring(0, splitsPair ? end - 1 : end) + "…";
    }
}
