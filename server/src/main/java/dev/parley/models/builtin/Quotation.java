package dev.parley.models.builtin;

import dev.parley.knowledge.Hit;
import dev.parley.knowledge.Retrieval;
import dev.parley.knowledge.Sentences;
import dev.parley.tenants.TenantId;
import dev.parley.agents.AgentId;
import java.util.ArrayList;
import java.util.List;

/// The sentences of a passage that answer a question.
///
/// @param relevance the estimated probability that they do, 0 to 1
record Quotation(Hit hit, String text, double relevance) {
    /// A quotation is at most this long, unless its best sentence alone is longer.
    private static final int MOST_CHARACTERS = 420;
    /// A neighbour joins the best sentence if it is at least this share as relevant.
    private static final double GOOD_NEIGHBOUR = 0.45;

    static Quotation from(Hit hit, Retrieval retrieval, TenantId tenant, AgentId agent, String question) {
        var sentences = Sentences.of(hit.text());
        var ratings = retrieval.rate(tenant, agent, question, withHeading(hit, sentences));
        int best = 0;
        for (int i = 1; i < ratings.length; i++) {
            best = ratings[i] > ratings[best] ? i : best;
        }
        var text = around(sentences, ratings, best);
        return new Quotation(hit, text, Math.max(hit.relevance(), ratings[best]));
    }

    /// A sentence is judged together with its heading, which often holds the subject.
    private static List<String> withHeading(Hit hit, List<String> sentences) {
        return sentences.stream().map(sentence -> lastHeading(hit) + sentence).toList();
    }

    private static String lastHeading(Hit hit) {
        int last = hit.heading().lastIndexOf(" › ");
        return hit.heading().isEmpty() ? "" : hit.heading().substring(last < 0 ? 0 : last + 3) + ": ";
    }

    /// The best sentence with neighbours that belong to the answer, or that make a short one understandable.
    private static String around(List<String> sentences, double[] ratings, int best) {
        int from = best;
        int to = best;
        int length = sentences.get(best).length();
        boolean grown = true;
        while (grown) {
            grown = false;
            if (to + 1 < ratings.length && joins(sentences.get(to + 1), ratings[to + 1], ratings[best], length)) {
                length += sentences.get(++to).length();
                grown = true;
            }
            if (from > 0 && joins(sentences.get(from - 1), ratings[from - 1], ratings[best], length)) {
                length += sentences.get(--from).length();
                grown = true;
            }
        }
        return String.join(" ", new ArrayList<>(sentences.subList(from, to + 1)));
    }

    private static boolean joins(String sentence, double rating, double best, int length) {
        return length + sentence.length() <= MOST_CHARACTERS
                && (rating >= GOOD_NEIGHBOUR * best || length < MOST_CHARACTERS / 3);
    }
}
