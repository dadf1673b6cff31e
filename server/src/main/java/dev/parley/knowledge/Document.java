package dev.parley.knowledge;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A document an agent answers from. Its text is searchable once it is `READY`.
///
/// @param bytes   its size as uploaded
/// @param problem one sentence that says why indexing failed and what to do; null unless `FAILED`
public record Document(
        DocumentId id, String name, MediaType mediaType, long bytes, State state, @Nullable String problem,
        Instant createdAt) {

    public enum State {
        INDEXING, READY, FAILED;

        /// The state on the wire and in the database, such as `indexing`.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
