package dev.parley.bench;

import java.util.Locale;

/// How a measured number is written.
public enum Unit {
    PER_SECOND("%,.0f/s", 1),
    MILLISECONDS("%,.1f ms", 1),
    SECONDS("%.2f s", 1),
    BYTES("%,.0f B", 1),
    KILOBYTES("%.1f KB", 1024),
    MEGABYTES("%.0f MB", 1024 * 1024),
    COUNT("%,.0f", 1);

    private final String format;
    private final double divisor;

    Unit(String format, double divisor) {
        this.format = format;
        this.divisor = divisor;
    }

    /// @param value in the base unit: seconds, milliseconds, bytes or a count
    public Measure of(double value) {
        return new Measure(value, this);
    }

    String write(double value) {
        return String.format(Locale.ROOT, format, value / divisor);
    }

    static String writeRatio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
