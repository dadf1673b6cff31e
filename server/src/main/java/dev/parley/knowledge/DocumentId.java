package dev.parley.knowledge;

import dev.parley.platform.ids.Ids;

/// The id of a document, `doc_…`.
public record DocumentId(String value) {
    public static DocumentId next() {
        return new DocumentId(Ids.next("doc_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
