package dev.parley.knowledge;

import dev.parley.platform.events.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes documents searchable, one after the other on a thread of its own: extracts the text, cuts it into passages,
/// embeds and stores them.
final class Indexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
    /// Passages stored in one transaction: few enough not to hold up other writers.
    private static final int BATCH = 100;

    private final LinkedBlockingQueue<DocumentStore.Pending> queue = new LinkedBlockingQueue<>();
    private final DocumentStore store;
    private final Extraction extraction;
    private final Embedder embedder;
    private final Events events;
    private final Thread worker;
    private volatile @Nullable Progress progress;

    Indexing(DocumentStore store, Extraction extraction, Embedder embedder, Events events) {
        this.store = store;
        this.extraction = extraction;
        this.embedder = embedder;
        this.events = events;
        // Embedding is native code that would hold on to a carrier of virtual threads for a long time.
        this.worker = Thread.ofPlatform().daemon().name("indexing").unstarted(this::work);
    }

    /// Starts with the documents an earlier run of the server left unfinished.
    void start() {
        queue.addAll(store.pending());
        worker.start();
    }

    void submit(Owner owner, Document document) {
        queue.add(new DocumentStore.Pending(owner, document));
    }

    /// How far the document in hand is.
    private record Progress(DocumentId document, double share) {}

    /// How much of a document is done, 0 to 1; 0 while it waits for its turn.
    double progress(DocumentId document) {
        var now = progress;
        return now != null && now.document.equals(document) ? now.share : 0;
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var next = queue.take();
                try {
                    index(next.owner(), next.document());
                } catch (RuntimeException e) {
                    // The document stays `indexing` and is tried again when the server starts next.
                    LOG.error("Could not index document {}", next.document().id(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void index(Owner owner, Document document) throws InterruptedException {
        var content = store.unindexedContent(owner, document.id());
        if (content.isEmpty()) {
            return;
        }
        switch (extraction.extract(document.mediaType(), content.get())) {
            case Extraction.Failed(var problem) -> finish(owner, document, Document.State.FAILED, problem);
            case Extraction.Extracted(var blocks) -> {
                var passages = Passages.of(blocks);
                if (passages.isEmpty()) {
                    finish(owner, document, Document.State.FAILED, "There is no text in this document; a scanned PDF "
                            + "needs text recognition before it is uploaded.");
                } else if (storePassages(owner, document, passages)) {
                    finish(owner, document, Document.State.READY, null);
                }
            }
        }
    }

    private boolean storePassages(Owner owner, Document document, List<Passage> passages) throws InterruptedException {
        store.forgetPassages(owner, document.id());
        for (int first = 0; first < passages.size(); first += BATCH) {
            var batch = new ArrayList<DocumentStore.Embedded>();
            for (var passage : passages.subList(first, Math.min(first + BATCH, passages.size()))) {
                batch.add(new DocumentStore.Embedded(passage, embedder.embed(passage.searchable())));
                progress = new Progress(document.id(), (double) (first + batch.size()) / passages.size());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!store.insertPassages(owner, document.id(), first, batch)) {
                return false;
            }
        }
        return true;
    }

    private void finish(Owner owner, Document document, Document.State state,
            @Nullable String problem) {
        if (store.finish(owner, document.id(), state, problem) && state == Document.State.READY) {
            events.publish(new DocumentsChanged(owner.tenant(), owner.agent()));
        }
    }

    /// Stops after at most the passage in hand; unfinished documents are indexed at the next start.
    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join(java.time.Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
