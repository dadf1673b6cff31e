package dev.parley.knowledge;

import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import java.time.Duration;
import java.time.InstantSource;

/// The documents of agents and the search in them. Nothing heavy is loaded before the first document or question.
public final class Knowledge implements AutoCloseable {
    private static final Duration EXTRACTION = Duration.ofSeconds(60);
    /// Indexes may take this share of the heap.
    private static final int HEAP_SHARE = 6;

    private final Embedder embedder;
    private final Indexing indexing;
    private final Documents documents;
    private final Retrieval retrieval;

    private Knowledge(Embedder embedder, Indexing indexing, Documents documents, Retrieval retrieval) {
        this.embedder = embedder;
        this.indexing = indexing;
        this.documents = documents;
        this.retrieval = retrieval;
    }

    /// Starts indexing what an earlier run left unfinished.
    public static Knowledge start(Database database, Events events, InstantSource clock) {
        return start(database, events, clock, new LazyEmbedder());
    }

    static Knowledge start(Database database, Events events, InstantSource clock, Embedder embedder) {
        var store = new DocumentStore(database);
        var indexing = new Indexing(store, new Extraction(EXTRACTION), embedder, events);
        var documents = new Documents(store, indexing, events, clock);
        var retrieval = new Retrieval(store, embedder, events, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        indexing.start();
        return new Knowledge(embedder, indexing, documents, retrieval);
    }

    public Documents documents() {
        return documents;
    }

    public Retrieval retrieval() {
        return retrieval;
    }

    @Override
    public void close() {
        indexing.close();
        embedder.close();
    }
}
