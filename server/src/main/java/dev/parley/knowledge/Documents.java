package dev.parley.knowledge;

import dev.parley.agents.AgentId;
import dev.parley.platform.events.Events;
import dev.parley.tenants.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The documents of agents. A new one is stored at once and indexed soon after. Thread-safe.
public final class Documents {
    /// 20 MiB, the size of the largest document.
    public static final int MAX_BYTES = 20 * 1024 * 1024;
    /// The number of documents an agent may have.
    public static final int MAX_PER_AGENT = 1000;
    private static final int MAX_NAME = 200;

    private final DocumentStore store;
    private final Indexing indexing;
    private final Events events;
    private final InstantSource clock;

    Documents(DocumentStore store, Indexing indexing, Events events, InstantSource clock) {
        this.store = store;
        this.indexing = indexing;
        this.events = events;
        this.clock = clock;
    }

    /// Stores a document; when this returns it is on disk and its text is being indexed.
    ///
    /// @param name      what people call it, usually a file name
    /// @param mediaType as declared by the sender; where it is null or `application/octet-stream`, the ending of the
    ///                  name tells
    public Addition add(TenantId tenant, AgentId agent, String name, @Nullable String mediaType, byte[] content) {
        var title = name.strip();
        var type = mediaType(title, mediaType);
        if (title.isEmpty() || title.length() > MAX_NAME || title.codePoints().anyMatch(Character::isISOControl)) {
            return new Addition.Rejected("name", "Give the document a name of 1 to " + MAX_NAME + " characters.");
        }
        if (type.isEmpty()) {
            return new Addition.Rejected("mediaType", "Upload Markdown (text/markdown), plain text (text/plain), HTML "
                    + "(text/html) or PDF (application/pdf).");
        }
        if (content.length == 0 || content.length > MAX_BYTES) {
            return new Addition.Rejected("file", "Upload a document of 1 byte to 20 MiB.");
        }
        return store(new Owner(tenant, agent), title, type.get(), content);
    }

    private Addition store(Owner owner, String name, MediaType type, byte[] content) {
        var document = new Document(DocumentId.next(), name, type, content.length, Document.State.INDEXING, null,
                java.time.Instant.ofEpochMilli(clock.millis()));
        if (!store.insert(owner, document, content, MAX_PER_AGENT)) {
            return new Addition.Rejected("file",
                    "This agent has " + MAX_PER_AGENT + " documents, as many as it may have; delete some first.");
        }
        indexing.submit(owner, document);
        return new Addition.Added(document);
    }

    private static Optional<MediaType> mediaType(String name, @Nullable String declared) {
        if (declared == null || declared.isBlank() || declared.startsWith("application/octet-stream")) {
            return MediaType.ofFile(name);
        }
        // Browsers know no type for .md and say text/plain; the ending knows better.
        var named = MediaType.named(declared);
        return named.equals(Optional.of(MediaType.TEXT)) ? MediaType.ofFile(name).or(() -> named) : named;
    }

    /// Copies the documents of one agent to another, which has none; the copies are searchable as the originals are.
    public void copyAll(TenantId tenant, AgentId from, AgentId to) {
        var target = new Owner(tenant, to);
        for (var document : store.list(new Owner(tenant, from)).reversed()) {
            store.copy(new Owner(tenant, from), document, target, DocumentId.next());
        }
        store.pending(target).forEach(document -> indexing.submit(target, document));
        events.publish(new DocumentsChanged(tenant, to));
    }

    /// How much of a document that is being indexed is done, 0 to 1; 0 while it waits for its turn.
    public double progress(DocumentId document) {
        return indexing.progress(document);
    }

    /// The agent's documents, newest first.
    public List<Document> list(TenantId tenant, AgentId agent) {
        return store.list(new Owner(tenant, agent));
    }

    public Optional<Document> find(TenantId tenant, AgentId agent, DocumentId id) {
        return store.find(new Owner(tenant, agent), id);
    }

    /// Deletes a document and its passages.
    ///
    /// @return whether the agent had it
    public boolean delete(TenantId tenant, AgentId agent, DocumentId id) {
        var deleted = store.delete(new Owner(tenant, agent), id);
        if (deleted) {
            events.publish(new DocumentsChanged(tenant, agent));
        }
        return deleted;
    }
}
