package dev.parley.knowledge;

/// A heading or a paragraph of a document, as plain text.
///
/// @param level 1 to 6 for a heading, 0 for text
record Block(int level, String text) {
    static Block text(String text) {
        return new Block(0, text);
    }

    boolean isHeading() {
        return level > 0;
    }
}
