package dev.parley.bench.storage;

import dev.parley.bench.Goal;
import dev.parley.bench.Line;
import dev.parley.bench.Part;
import dev.parley.bench.Run;
import dev.parley.bench.Section;
import dev.parley.bench.Unit;
import dev.parley.bench.load.Percentiles;
import dev.parley.bench.load.Script;
import dev.parley.bench.load.ScriptedModel;
import java.time.Duration;
import java.util.List;

/// Opening a conversation over REST, in a hub that stores little and in one that stores much, in turn.
public final class HistorySection implements Section {
    private static final Script SHORT = new Script(1, Duration.ZERO, Duration.ZERO);

    @Override
    public List<Line> measure(Run run) throws Exception {
        var few = 1000;
        var many = run.pick(20_000, 1_000_000);
        try (var model = ScriptedModel.start(SHORT);
                var small = StoredHistory.make(run.root(), run.directory("history-few"), model.baseUrl(), few);
                var large = StoredHistory.make(run.root(), run.directory("history-many"), model.baseUrl(), many)) {
            run.say("stored %,d and %,d messages".formatted(few, many));
            var openSmall = small.opening();
            var openLarge = large.opening();
            alternate(openSmall, openLarge, run.pick(20, 500));
            var samples = alternate(openSmall, openLarge, run.pick(50, 1000));
            var name = "the same at %,d".formatted(few);
            var figure = "opening a conversation at %,d stored messages, ".formatted(many);
            return List.of(
                    new Line(Part.E, figure + "p50", Unit.MILLISECONDS.of(samples.large().p50()), name,
                            Unit.MILLISECONDS.of(samples.small().p50()), Goal.ratioAtMost(1.5)),
                    new Line(Part.E, figure + "p99", Unit.MILLISECONDS.of(samples.large().p99()), name,
                            Unit.MILLISECONDS.of(samples.small().p99()), Goal.none()));
        }
    }

    private static Samples alternate(Runnable small, Runnable large, int times) {
        var smallNanos = new long[times];
        var largeNanos = new long[times];
        for (int i = 0; i < times; i++) {
            smallNanos[i] = time(small);
            largeNanos[i] = time(large);
        }
        return new Samples(Percentiles.ofNanos(smallNanos), Percentiles.ofNanos(largeNanos));
    }

    private static long time(Runnable opening) {
        var start = System.nanoTime();
        opening.run();
        return System.nanoTime() - start;
    }

    private record Samples(Percentiles small, Percentiles large) {}
}
