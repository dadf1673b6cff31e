package dev.parley.bench.load;

import dev.parley.bench.Goal;
import dev.parley.bench.Line;
import dev.parley.bench.Measure;
import dev.parley.bench.Part;
import dev.parley.bench.Run;
import dev.parley.bench.Section;
import dev.parley.bench.Unit;
import dev.parley.bench.hubs.Hub;
import dev.parley.bench.hubs.HubProcess;
import dev.parley.bench.hubs.NodeHub;
import dev.parley.bench.hubs.ParleyHub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Many streamed answers at once, through Parley and through the Node hub in turn, from the same scripted model.
public final class StreamSection implements Section {
    private static final Duration FIRST_TOKEN = Duration.ofMillis(300);
    private static final Duration GAP = Duration.ofMillis(10);
    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final List<Trial> parleyTrials = new ArrayList<>();
    private final List<Trial> nodeTrials = new ArrayList<>();

    @Override
    public List<Line> measure(Run run) throws IOException {
        var script = new Script(run.pick(50, 200), FIRST_TOKEN, GAP);
        var users = run.pick(100, 1000);
        try (var model = ScriptedModel.start(script);
                var node = NodeHub.start(run.root(), run.directory("streams-node"), model.baseUrl());
                var parley = ParleyHub.start(run.root(), run.directory("streams-parley"), model.baseUrl())) {
            var rounds = run.pick(2, 7);
            for (int round = 0; round < rounds; round++) {
                var firstUser = round * users;
                nodeTrials.add(trial(run, node, model, script, firstUser, users));
                parleyTrials.add(trial(run, parley, model, script, firstUser, users));
            }
            HubProcess.pause(run.quick() ? Duration.ofSeconds(1) : SETTLING);
            noteCosts(run);
            return lines(run, users, parley.process(), node.process());
        }
    }

    private static Trial trial(Run run, Hub hub, ScriptedModel model, Script script, int firstUser, int users)
            throws IOException {
        var trial = Trial.run(hub, model, script.answer(), firstUser, users, RAMP);
        run.say(String.format(Locale.ROOT, "%-8s %d of %d complete, first token p50 %.0f ms p99 %.0f ms, CPU %.2f s%s",
                hub.name(), trial.answers().complete(), users, trial.answers().firstToken().p50(),
                trial.answers().firstToken().p99(), seconds(trial.hubCpu()),
                trial.answers().failures().isEmpty() ? "" : " " + trial.answers().failures()));
        return trial;
    }

    private void noteCosts(Run run) {
        run.note(Part.B, String.format(Locale.ROOT,
                "A round cost %.1f s of CPU in the scripted model and %.1f s in the load generator with Parley, "
                        + "%.1f s and %.1f s with the Node hub; the model wrote first tokens late by %.1f ms (p50) and "
                        + "%.1f ms (p99) with Parley, %.1f ms and %.1f ms with the Node hub.",
                median(parleyTrials, t -> seconds(t.modelCpu())), median(parleyTrials, t -> seconds(t.generatorCpu())),
                median(nodeTrials, t -> seconds(t.modelCpu())), median(nodeTrials, t -> seconds(t.generatorCpu())),
                median(parleyTrials, t -> t.modelLateness().p50()), median(parleyTrials, t -> t.modelLateness().p99()),
                median(nodeTrials, t -> t.modelLateness().p50()), median(nodeTrials, t -> t.modelLateness().p99())));
    }

    private List<Line> lines(Run run, int users, HubProcess parley, HubProcess node) throws IOException {
        var ideal = FIRST_TOKEN.toMillis();
        var warm = Math.min(run.pick(1, 2), parleyTrials.size() - 1);
        return List.of(
                line("streamed answers complete, the worst round", Unit.COUNT,
                        worst(parleyTrials), worst(nodeTrials), Goal.atLeast(Unit.COUNT.of(users))),
                compared("first token beyond the ideal, p50", Unit.MILLISECONDS, warm,
                        t -> t.answers().firstToken().p50() - ideal, Goal.none()),
                compared("first token beyond the ideal, p99", Unit.MILLISECONDS, warm,
                        t -> t.answers().firstToken().p99() - ideal, Goal.ratioAtMost(0.5)),
                compared("whole answer, p99", Unit.MILLISECONDS, warm,
                        t -> t.answers().answer().p99(), Goal.none()),
                compared("CPU of the hub for one round", Unit.SECONDS, warm,
                        t -> seconds(t.hubCpu()), Goal.ratioAtMost(0.5)),
                line("CPU of the hub for the first, cold round", Unit.SECONDS,
                        seconds(parleyTrials.getFirst().hubCpu()), seconds(nodeTrials.getFirst().hubCpu()),
                        Goal.none()),
                line("memory, peak (RSS)", Unit.MEGABYTES, parley.stats().peak(), node.stats().peak(),
                        Goal.ratioAtMost(1)),
                line("memory, settled after the load (PSS)", Unit.MEGABYTES, parley.stats().pss(), node.stats().pss(),
                        Goal.ratioAtMost(1)));
    }

    private Line compared(String figure, Unit unit, int warm, ToDoubleFunction<Trial> value, Goal goal) {
        return line(figure, unit, median(parleyTrials.subList(warm, parleyTrials.size()), value),
                median(nodeTrials.subList(warm, nodeTrials.size()), value), goal);
    }

    private static Line line(String figure, Unit unit, double parley, double node, Goal goal) {
        Measure baseline = unit.of(node);
        return new Line(Part.B, figure, unit.of(parley), "Node hub", baseline, goal);
    }

    private static double worst(List<Trial> trials) {
        return trials.stream().mapToInt(t -> t.answers().complete()).min().orElse(0);
    }

    private static double median(List<Trial> trials, ToDoubleFunction<Trial> value) {
        var sorted = trials.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
