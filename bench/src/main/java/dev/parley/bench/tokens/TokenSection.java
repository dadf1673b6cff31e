package dev.parley.bench.tokens;

import dev.parley.bench.Goal;
import dev.parley.bench.Line;
import dev.parley.bench.Measure;
import dev.parley.bench.Part;
import dev.parley.bench.Run;
import dev.parley.bench.Section;
import dev.parley.bench.Unit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Verifications per second and core, beside the bare `Mac` and two JOSE libraries.
public final class TokenSection implements Section {
    private static final String FIGURE = "verifications of a 350-byte token on one core";

    @Override
    public List<Line> measure(Run run) throws RunnerException {
        var perSecond = throughput(run);
        return List.of(
                line(perSecond, "bareMac", "bare `Mac`", Goal.ratioAtLeast(0.25)),
                line(perSecond, "nimbus", "Nimbus", Goal.ratioAtLeast(3)),
                line(perSecond, "javaJwt", "java-jwt", Goal.none()));
    }

    private static Map<String, Measure> throughput(Run run) throws RunnerException {
        var options = new OptionsBuilder()
                .include(TokenBenchmark.class.getName().replace(".", "\\."))
                .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                .forks(run.pick(1, 2))
                .warmupIterations(run.pick(1, 5)).warmupTime(TimeValue.seconds(run.pick(1, 2)))
                .measurementIterations(run.pick(1, 5)).measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        var results = new Runner(options).run();
        results.forEach(result -> run.say("%s: %s".formatted(name(result), perCpuSecond(result))));
        return results.stream().collect(Collectors.toMap(TokenSection::name, TokenSection::perCpuSecond));
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    /// Per second of CPU time, not of the clock: other work on the machine takes time from the thread, not from this.
    private static Measure perCpuSecond(RunResult result) {
        var cpuNanosPerSecond = Objects.requireNonNull(result.getSecondaryResults().get("cpuNanos")).getScore();
        return Unit.PER_SECOND.of(result.getPrimaryResult().getScore() * 1e9 / cpuNanosPerSecond);
    }

    private static Line line(Map<String, Measure> perSecond, String baseline, String baselineName, Goal goal) {
        return new Line(Part.A, FIGURE, find(perSecond, "parley"), baselineName, find(perSecond, baseline), goal);
    }

    private static Measure find(Map<String, Measure> perSecond, String benchmark) {
        var measure = perSecond.get(benchmark);
        if (measure == null) {
            throw new IllegalStateException("JMH gave no result for " + benchmark + ".");
        }
        return measure;
    }
}
