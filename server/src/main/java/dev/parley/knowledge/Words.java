package dev.parley.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The words of a text as they are compared: lower case, without accents, stemmed, without words that carry no meaning.
final class Words {
    /// A query is at most this many different words: more would only cost time.
    private static final int MOST = 64;
    private static final CharArraySet STOP_WORDS = stopWords();

    private final Analyzer analyzer = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            var source = new StandardTokenizer();
            var folded = new ASCIIFoldingFilter(new LowerCaseFilter(new EnglishPossessiveFilter(source)));
            return new TokenStreamComponents(source, new PorterStemFilter(new StopFilter(folded, STOP_WORDS)));
        }
    };

    private static CharArraySet stopWords() {
        var words = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
        words.addAll(List.of("i", "me", "my", "mine", "you", "your", "yours", "we", "us", "our", "he", "she", "him", "her",
                "his", "its", "them", "their", "what", "which", "who", "whom", "whose", "when", "where", "why", "how",
                "do", "does", "did", "can", "could", "would", "should", "shall", "may", "might", "must", "have", "has",
                "had", "am", "were", "been", "being", "about", "any", "some", "so", "than", "too", "very", "just",
                "please", "tell", "many", "much", "something", "anything", "someone", "somebody", "anyone", "thing",
                "things", "know", "there's", "here", "get", "got", "want", "need", "also", "from", "up", "out"));
        return CharArraySet.unmodifiableSet(words);
    }

    Analyzer analyzer() {
        return analyzer;
    }

    /// The different words of a text, in order, each once.
    List<String> of(String text) {
        var words = new LinkedHashSet<String>();
        try (var tokens = analyzer.tokenStream("", text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(words);
    }

    /// The words a search goes by.
    List<String> ofQuery(String text) {
        var words = of(text);
        return words.size() > MOST ? words.subList(0, MOST) : words;
    }
}
