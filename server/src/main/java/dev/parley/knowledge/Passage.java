package dev.parley.knowledge;

/// A piece of a document, small enough to quote from and to embed as one.
///
/// @param heading the headings above it, outermost first, such as `Returns › Refunds`; empty if there are none
record Passage(String heading, String text) {
    /// What is searched: the heading often holds the word that the text only alludes to.
    String searchable() {
        return heading.isEmpty() ? text : heading + "\n" + text;
    }
}
