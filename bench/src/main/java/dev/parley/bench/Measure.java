package dev.parley.bench;

/// A measured number and its unit.
public record Measure(double value, Unit unit) {
    @Override
    public String toString() {
        return unit.write(value);
    }
}
