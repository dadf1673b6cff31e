package dev.parley.bench;

/// One line of the table.
///
/// @param baselineName what Parley is compared with
public record Line(Part part, String figure, Measure parley, String baselineName, Measure baseline, Goal goal) {
    double ratio() {
        return parley.value() / baseline.value();
    }

    String markdown() {
        return "| %s | %s | %s | %s: %s | %s | %s | %s |".formatted(
                part.letter(), figure, parley, baselineName, baseline, Unit.writeRatio(ratio()), goal.text(),
                verdict());
    }

    private String verdict() {
        if (goal instanceof Goal.None) {
            return "";
        }
        return goal.met(this) ? "ok" : "**missed**";
    }
}
