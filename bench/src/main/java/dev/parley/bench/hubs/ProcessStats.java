package dev.parley.bench.hubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What Linux says that one process has used, from `/proc`.
public record ProcessStats(long pid) {
    private static final int MILLIS_PER_TICK = 10;

    /// User and system time of all threads, in steps of 10 ms.
    public Duration cpu() throws IOException {
        var stat = Files.readString(file("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
    }

    /// Proportional set size in bytes: memory of the process, shared pages divided by their users.
    public long pss() throws IOException {
        return bytes("smaps_rollup", "Pss:");
    }

    /// The highest resident set size since the start or the last [#resetPeak()], in bytes.
    public long peak() throws IOException {
        return bytes("status", "VmHWM:");
    }

    public void resetPeak() throws IOException {
        Files.writeString(file("clear_refs"), "5");
    }

    private long bytes(String file, String name) throws IOException {
        try (var lines = Files.lines(file(file))) {
            var line = lines.filter(l -> l.startsWith(name)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
