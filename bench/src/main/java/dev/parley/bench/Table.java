package dev.parley.bench;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The one table that a run prints.
final class Table {
    private final double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final boolean quick;
    private final List<String> rows = new ArrayList<>();
    private boolean complete = true;

    Table(boolean quick) {
        this.quick = quick;
    }

    void add(List<Line> lines) {
        lines.forEach(line -> rows.add(line.markdown()));
    }

    void addFailure(Part part, Exception cause) {
        complete = false;
        var reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replace('|', '/');
        rows.add("| %s | %s | | not measured: %s | | | **missed** |".formatted(part.letter(), part.title(), reason));
    }

    boolean complete() {
        return complete;
    }

    String markdown(List<String> notes) {
        var text = new StringBuilder();
        if (quick) {
            text.append("A quick run: it shows that every line works, its numbers mean little.\n\n");
        }
        text.append("| | figure | Parley | baseline | ratio | goal | |\n|---|---|--:|--:|--:|--:|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        text.append('\n').append(machine()).append('\n');
        notes.forEach(note -> text.append("\n- ").append(note).append('\n'));
        return text.toString();
    }

    private String machine() {
        return ("Measured on %s: %d cores, load average %.1f before the first line (other work, if it is much above 0), "
                + "%s, Java %s. How each line is measured and read: bench/README.md.").formatted(
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(), loadBefore,
                System.getProperty("os.name") + " " + System.getProperty("os.arch"), Runtime.version());
    }
}
