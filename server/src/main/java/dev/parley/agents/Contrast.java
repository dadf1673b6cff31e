package dev.parley.agents;

import java.util.stream.IntStream;

/// The contrast of two colours `#rrggbb` (WCAG 2.2, "contrast ratio" and "relative luminance").
public final class Contrast {
    /// What WCAG 2.2 asks of the border or area of a control (1.4.11).
    public static final double OF_CONTROLS = 3;

    private Contrast() {}

    /// From 1, the same, to 21, black on white.
    public static double ratio(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        var channels = IntStream.of(1, 3, 5)
                .mapToDouble(at -> linear(Integer.parseInt(colour, at, at + 2, 16) / 255.0)).toArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
