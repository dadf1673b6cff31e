package dev.parley.knowledge;

/// The estimated probability, 0 to 1, that a text holds an answer to a query: a logistic function of two likenesses,
/// fitted on the questions of `BuiltinEvaluationTest`.
///
/// - *coverage*: the share of the query's words that the text has, rare words counting more;
/// - *cosine*: the likeness of their meanings, or NaN where no embedding model could be loaded.
final class Relevance {
    private Relevance() {}

    static double of(double coverage, double cosine) {
        return Double.isNaN(cosine)
                ? logistic(9.0 * (coverage - 0.55))
                : logistic(11.0 * (cosine + 0.25 * coverage - 0.585));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
