package dev.parley.bench.storage;

import dev.parley.bench.Line;
import dev.parley.bench.Run;
import dev.parley.bench.Section;
import java.util.List;

public final class HistorySection implements Section {
    @Override
    public List<Line> measure(Run run) {
        throw new IllegalStateException("not yet");
    }
}
