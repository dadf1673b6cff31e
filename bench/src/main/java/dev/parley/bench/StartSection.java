package dev.parley.bench;

import dev.parley.bench.hubs.HubProcess;
import dev.parley.bench.hubs.NodeHub;
import dev.parley.bench.hubs.ParleyHub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// From the start of the process to the line that says it is ready, and its memory when nobody has asked it anything.
final class StartSection implements Section {
    private static final Duration REST = Duration.ofSeconds(5);
    private static final String NO_MODEL = "http://127.0.0.1:9/v1";

    @Override
    public List<Line> measure(Run run) throws IOException {
        var parleyWork = run.directory("start-parley");
        var nodeWork = run.directory("start-node");
        var first = observe(run, () -> ParleyHub.startBare(run.root(), parleyWork, ParleyHub.freePort(), Map.of()));
        run.note(Part.F, "The very first start, which makes database, keys and first member, took %s."
                .formatted(Unit.SECONDS.of(first.seconds())));
        var parley = new ArrayList<Start>();
        var node = new ArrayList<Start>();
        for (int i = 0; i < run.pick(1, 5); i++) {
            parley.add(observe(run,
                    () -> ParleyHub.startBare(run.root(), parleyWork, ParleyHub.freePort(), Map.of())));
            node.add(observe(run, () -> NodeHub.start(run.root(), nodeWork, NO_MODEL).process()));
        }
        return List.of(
                line("start to ready", Unit.SECONDS, median(parley.stream().map(Start::seconds).toList()),
                        median(node.stream().map(Start::seconds).toList()), Goal.atMost(Unit.SECONDS.of(1.5))),
                line("memory at rest (PSS)", Unit.MEGABYTES, median(parley.stream().map(Start::bytes).toList()),
                        median(node.stream().map(Start::bytes).toList()),
                        Goal.atMost(Unit.MEGABYTES.of(200 * 1024 * 1024))));
    }

    private static Start observe(Run run, Starter starter) throws IOException {
        try (var process = starter.start()) {
            HubProcess.pause(run.quick() ? Duration.ofSeconds(1) : REST);
            return new Start(process.startToReady().toMillis() / 1000.0, process.stats().pss());
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Line line(String figure, Unit unit, double parley, double node, Goal goal) {
        return new Line(Part.F, figure, unit.of(parley), "Node hub", unit.of(node), goal);
    }

    private record Start(double seconds, double bytes) {}

    private interface Starter {
        HubProcess start() throws IOException;
    }
}
