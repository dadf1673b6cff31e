package dev.parley.bench;

/// What a line should reach, as the project set it before anything was measured.
public sealed interface Goal {
    String text();

    boolean met(Line line);

    static Goal ratioAtLeast(double least) {
        return new Ratio("≥ " + least + "×", least, Double.POSITIVE_INFINITY);
    }

    static Goal ratioAtMost(double most) {
        return new Ratio("≤ " + most + "×", 0, most);
    }

    static Goal atLeast(Measure least) {
        return new Value("≥ " + least, least.value(), Double.POSITIVE_INFINITY);
    }

    static Goal atMost(Measure most) {
        return new Value("≤ " + most, 0, most.value());
    }

    /// A line that is shown for what it is.
    static Goal none() {
        return new None();
    }

    record Ratio(String text, double least, double most) implements Goal {
        @Override
        public boolean met(Line line) {
            return line.ratio() >= least && line.ratio() <= most;
        }
    }

    record Value(String text, double least, double most) implements Goal {
        @Override
        public boolean met(Line line) {
            return line.parley().value() >= least && line.parley().value() <= most;
        }
    }

    record None() implements Goal {
        @Override
        public String text() {
            return "";
        }

        @Override
        public boolean met(Line line) {
            return true;
        }
    }
}
