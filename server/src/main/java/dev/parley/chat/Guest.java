package dev.parley.chat;

import dev.parley.access.Embedding;
import java.util.List;

/// What a socket remembers of whom it let in; the agent itself is asked for anew each time, for it may change and is
/// large.
///
/// @param origins the origins the agent listed then
record Guest(Caller caller, Embedding embedding, List<String> origins) {
    Guest {
        origins = List.copyOf(origins);
    }

    static Guest of(Admitted admitted) {
        return new Guest(admitted.caller(), admitted.embedding(), admitted.agent().definition().allowedOrigins());
    }

    /// The same place with a new proof.
    Guest with(Caller renewed) {
        return new Guest(renewed, embedding, origins);
    }
}
