package dev.parley.bench.load;

import java.util.Arrays;

/// Looks for byte patterns without allocating.
final class Scan {
    private Scan() {}

    /// The index after the first occurrence of `pattern` in `bytes[from, to)`, or -1.
    static int after(byte[] pattern, byte[] bytes, int from, int to) {
        for (int i = from; i <= to - pattern.length; i++) {
            if (startsWith(pattern, bytes, i, to)) {
                return i + pattern.length;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] pattern, byte[] bytes, int at, int to) {
        return to - at >= pattern.length
                && Arrays.equals(pattern, 0, pattern.length, bytes, at, at + pattern.length);
    }
}
