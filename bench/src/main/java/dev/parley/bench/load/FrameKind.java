package dev.parley.bench.load;

import java.nio.charset.StandardCharsets;

/// The kinds of hub frame that the generator tells apart.
enum FrameKind {
    READY("ready"), ACCEPTED("accepted"), STARTED("started"), DELTA("delta"), COMPLETED("completed"),
    FAILED("failed"), REFUSED("refused"), OTHER("");

    private static final byte[] TYPE = "\"type\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final FrameKind[] KINDS = values();

    private final byte[] value;

    FrameKind(String name) {
        value = (name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /// The kind of the JSON frame in `bytes[from, to)`, found by its `type` without parsing the rest.
    static FrameKind of(byte[] bytes, int from, int to) {
        var at = Scan.after(TYPE, bytes, from, to);
        if (at < 0) {
            return OTHER;
        }
        for (var kind : KINDS) {
            if (kind != OTHER && Scan.startsWith(kind.value, bytes, at, to)) {
                return kind;
            }
        }
        return OTHER;
    }
}
