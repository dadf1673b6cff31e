package dev.parley.knowledge;

/// A passage that was found.
///
/// @param name      the name of its document, for people
/// @param heading   the headings above it, such as `Returns › Refunds`; empty if there are none
/// @param relevance the estimated probability that it holds an answer, 0 to 1
public record Hit(DocumentId document, String name, String heading, String text, double relevance) {}
