package dev.parley.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/// The passages of one agent in memory, searchable by words (BM25) and by meaning (cosine). Immutable, thread-safe.
final class AgentIndex {
    private static final String TEXT = "text";
    private static final String HEADING = "heading";
    private static final String ORDINAL = "ordinal";
    private static final float HEADING_BOOST = 1.5f;
    /// How many passages each of the two searches contributes to the fusion.
    private static final int DEPTH = 30;
    /// The usual constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).
    private static final int RRF = 60;
    private static final int FURTHER_PASSAGES = 20;

    /// Lucene advises a faster way to compare vectors, which we do not do with it; held, since loggers are forgotten.
    private static final Logger ADVICE =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        ADVICE.setLevel(Level.SEVERE);
    }

    private final List<DocumentStore.Stored> passages;
    private final Words words;
    private final IndexSearcher searcher;

    private AgentIndex(List<DocumentStore.Stored> passages, Words words, IndexSearcher searcher) {
        this.passages = passages;
        this.words = words;
        this.searcher = searcher;
    }

    static AgentIndex of(List<DocumentStore.Stored> passages, Words words) {
        try {
            var directory = new ByteBuffersDirectory();
            try (var writer = new IndexWriter(directory, new IndexWriterConfig(words.analyzer()))) {
                for (int i = 0; i < passages.size(); i++) {
                    writer.addDocument(fields(passages.get(i).passage(), i));
                }
                writer.forceMerge(1);
            }
            return new AgentIndex(passages, words, new IndexSearcher(DirectoryReader.open(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Field> fields(Passage passage, int ordinal) {
        return List.of(
                new TextField(TEXT, passage.searchable(), Field.Store.NO),
                new TextField(HEADING, passage.heading(), Field.Store.NO),
                new StoredField(ORDINAL, ordinal));
    }

    boolean isEmpty() {
        return passages.isEmpty();
    }

    /// About how many bytes of heap this takes.
    long weight() {
        return 1000 + passages.stream()
                .mapToLong(p -> 300 + 4L * p.passage().text().length() + (long) Float.BYTES * p.vector().length)
                .sum();
    }

    /// The passages that answer best, best first: both rankings fused by reciprocal rank.
    ///
    /// @param vector of the query; empty to search by words alone
    List<Hit> search(String query, float[] vector, int limit) {
        var terms = words.ofQuery(query);
        var scores = new HashMap<Integer, Double>();
        addRanks(scores, byWords(terms));
        addRanks(scores, byMeaning(vector));
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(entry -> hit(passages.get(entry.getKey()), terms, vector))
                .toList();
    }

    private static void addRanks(Map<Integer, Double> scores, List<Integer> ranking) {
        for (int rank = 0; rank < ranking.size(); rank++) {
            scores.merge(ranking.get(rank), 1.0 / (RRF + rank + 1), Double::sum);
        }
    }

    private Hit hit(DocumentStore.Stored found, List<String> terms, float[] vector) {
        var relevance = relevance(terms, vector, found.passage().searchable(), found.vector());
        return new Hit(found.document(), found.name(), found.passage().heading(), found.passage().text(), relevance);
    }

    /// How likely `text` answers the query, judged with the words of this index.
    double relevance(List<String> terms, float[] query, String text, float[] vector) {
        return Relevance.of(coverage(terms, text), cosine(query, vector));
    }

    private List<Integer> byWords(List<String> terms) {
        var query = new BooleanQuery.Builder();
        for (var term : terms) {
            query.add(new TermQuery(new Term(TEXT, term)), BooleanClause.Occur.SHOULD);
            query.add(new BoostQuery(new TermQuery(new Term(HEADING, term)), HEADING_BOOST), BooleanClause.Occur.SHOULD);
        }
        try {
            var ranking = new ArrayList<Integer>();
            var stored = searcher.storedFields();
            for (var found : searcher.search(query.build(), DEPTH).scoreDocs) {
                ranking.add(stored.document(found.doc).getField(ORDINAL).numericValue().intValue());
            }
            return ranking;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Integer> byMeaning(float[] vector) {
        if (vector.length == 0) {
            return List.of();
        }
        var likeness = passages.stream().mapToDouble(p -> cosine(vector, p.vector())).toArray();
        return IntStream.range(0, likeness.length)
                .boxed()
                .filter(i -> !Double.isNaN(likeness[i]))
                .sorted(Comparator.comparingDouble((Integer i) -> likeness[i]).reversed())
                .limit(DEPTH)
                .toList();
    }

    /// The cosine of two vectors of length 1; NaN if one is missing.
    private static double cosine(float[] a, float[] b) {
        if (a.length == 0 || a.length != b.length) {
            return Double.NaN;
        }
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private double coverage(List<String> terms, String text) {
        var present = new java.util.HashSet<>(words.of(text));
        double all = 0;
        double found = 0;
        for (var term : terms) {
            double weight = rarity(term);
            all += weight;
            found += present.contains(term) ? weight : 0;
        }
        return all == 0 ? 0 : found / all;
    }

    /// The inverse document frequency as BM25 counts it, as if there were some more passages without the term: in a
    /// handful of passages an unknown word would otherwise outweigh all others.
    private double rarity(String term) {
        try {
            int having = searcher.getIndexReader().docFreq(new Term(TEXT, term));
            return Math.log(1 + (passages.size() + FURTHER_PASSAGES - having + 0.5) / (having + 0.5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
