package dev.parley.bench.load;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Median and 99th percentile of some durations, in milliseconds.
public record Percentiles(double p50, double p99) {
    public static Percentiles ofNanos(long[] nanos) {
        if (nanos.length == 0) {
            return new Percentiles(Double.NaN, Double.NaN);
        }
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.50), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double rank) {
        var index = (int) Math.ceil(rank * sorted.length) - 1;
        return sorted[Math.max(0, index)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
