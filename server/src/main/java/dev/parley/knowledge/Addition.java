package dev.parley.knowledge;

/// What became of an upload.
public sealed interface Addition {
    /// It is stored, and being indexed.
    record Added(Document document) implements Addition {}

    /// It is not stored.
    ///
    /// @param field  what is wrong with the upload: `name`, `mediaType`, `file`
    /// @param detail says what to do
    record Rejected(String field, String detail) implements Addition {}
}
