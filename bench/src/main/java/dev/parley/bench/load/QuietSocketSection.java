package dev.parley.bench.load;

import dev.parley.bench.Goal;
import dev.parley.bench.Line;
import dev.parley.bench.Part;
import dev.parley.bench.Run;
import dev.parley.bench.Section;
import dev.parley.bench.Unit;
import dev.parley.bench.hubs.Hub;
import dev.parley.bench.hubs.HubProcess;
import dev.parley.bench.hubs.LiveHeap;
import dev.parley.bench.hubs.NodeHub;
import dev.parley.bench.hubs.ParleyHub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Memory of a WebSocket that is open, identified and says nothing, from many at once.
public final class QuietSocketSection implements Section {
    private static final Duration CONNECT_LIMIT = Duration.ofMinutes(3);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final int WARM_UP = 500;
    private static final String NO_MODEL = "http://127.0.0.1:9/v1";

    @Override
    public List<Line> measure(Run run) throws IOException {
        var sockets = run.pick(1000, 10_000);
        Growth node;
        try (var hub = NodeHub.start(run.root(), run.directory("quiet-node"), NO_MODEL)) {
            node = growth(run, hub, sockets, process -> 0L);
        }
        Growth parley;
        try (var hub = ParleyHub.start(run.root(), run.directory("quiet-parley"), NO_MODEL)) {
            parley = growth(run, hub, sockets, process -> LiveHeap.bytes(process.stats()));
            var rotation = RotationProbe.measure(hub, sockets / 10);
            run.note(Part.C, "A rotation under %,d live sockets: the call took %d ms, the last socket was asked for a new token %d ms after it began."
                    .formatted(sockets / 10, rotation.call().toMillis(), rotation.last().toMillis()));
        }
        return List.of(
                line("heap after collection for each of %,d quiet WebSockets (baseline: PSS)", sockets,
                        parley.heap(), node.pss(), Goal.none()),
                line("memory in all for each of %,d quiet WebSockets (PSS, or heap if more)", sockets,
                        Math.max(parley.heap(), parley.pss()), node.pss(), Goal.atMost(Unit.KILOBYTES.of(14 * 1024))));
    }

    private static Growth growth(Run run, Hub hub, int sockets, HeapProbe heap) throws IOException {
        try (var warmUp = new LoadGenerator(hub.port(), hub.dialect(), new byte[0])) {
            warmUp.connect(0, Math.min(WARM_UP, sockets), CONNECT_LIMIT);
        }
        var before = settled(run, hub, heap);
        try (var generator = new LoadGenerator(hub.port(), hub.dialect(), new byte[0])) {
            generator.connect(WARM_UP, sockets, CONNECT_LIMIT);
            var after = settled(run, hub, heap);
            return new Growth((after.heap() - before.heap()) / sockets, (after.pss() - before.pss()) / sockets);
        }
    }

    private static Growth settled(Run run, Hub hub, HeapProbe heap) throws IOException {
        HubProcess.pause(run.quick() ? Duration.ofSeconds(1) : SETTLING);
        var live = heap.bytes(hub.process());
        var result = new Growth(live, hub.process().stats().pss());
        run.say("%s: heap %,.0f B, PSS %,.0f B".formatted(hub.name(), result.heap(), result.pss()));
        return result;
    }

    private static Line line(String figure, int sockets, double parley, double node, Goal goal) {
        return new Line(Part.C, figure.formatted(sockets), Unit.KILOBYTES.of(parley), "Node hub",
                Unit.KILOBYTES.of(node), goal);
    }

    /// Live heap and memory in all, in bytes.
    private record Growth(double heap, double pss) {}

    private interface HeapProbe {
        long bytes(HubProcess process) throws IOException;
    }
}
