package dev.parley.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.agents.AgentId;
import dev.parley.platform.events.Events;
import dev.parley.tenants.TenantId;
import java.time.Duration;
import java.util.List;

/// Finds the passages of an agent's own documents that answer a question. Thread-safe.
///
/// The index of an agent is built from the database when it is first searched and forgotten when it has not been used
/// for a while, when memory is short or when the documents change.
public final class Retrieval {
    private static final Duration UNUSED = Duration.ofMinutes(30);
    /// Vectors kept of recent queries and sentences, 1.5 KB each.
    private static final int MOST_VECTORS = 10_000;

    private final DocumentStore store;
    private final Embedder embedder;
    private final Words words = new Words();
    private final Cache<Owner, AgentIndex> indexes;
    private final Cache<String, float[]> vectors = Caffeine.newBuilder().maximumSize(MOST_VECTORS).build();

    /// @param memory about how many bytes of heap the indexes of all agents may take
    Retrieval(DocumentStore store, Embedder embedder, Events events, long memory) {
        this.store = store;
        this.embedder = embedder;
        this.indexes = Caffeine.newBuilder()
                .expireAfterAccess(UNUSED)
                .maximumWeight(memory)
                .weigher((Owner _, AgentIndex index) -> (int) Math.min(Integer.MAX_VALUE, index.weight()))
                .build();
        events.subscribe(DocumentsChanged.class,
                changed -> indexes.invalidate(new Owner(changed.tenant(), changed.agent())));
    }

    /// The passages of that agent that answer `query` best, best first; none if it has no documents.
    public List<Hit> search(TenantId tenant, AgentId agent, String query, int limit) {
        var index = index(tenant, agent);
        return index.isEmpty() || query.isBlank() ? List.of() : index.search(query, vector(query), limit);
    }

    /// How likely each of `texts` answers `query`, 0 to 1, where the rarity of words is that of the agent's documents.
    public double[] rate(TenantId tenant, AgentId agent, String query, List<String> texts) {
        var index = index(tenant, agent);
        var terms = words.ofQuery(query);
        var vector = vector(query);
        return texts.stream()
                .mapToDouble(text -> index.relevance(terms, vector, text, vector(text)))
                .toArray();
    }

    private AgentIndex index(TenantId tenant, AgentId agent) {
        return indexes.get(new Owner(tenant, agent), owner -> AgentIndex.of(store.passages(owner), words));
    }

    private float[] vector(String text) {
        return vectors.get(text, embedder::embed);
    }
}
