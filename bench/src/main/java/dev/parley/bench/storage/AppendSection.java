package dev.parley.bench.storage;

import dev.parley.bench.Goal;
import dev.parley.bench.Line;
import dev.parley.bench.Part;
import dev.parley.bench.Run;
import dev.parley.bench.Section;
import dev.parley.bench.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Messages stored per second through `Conversations`, each on disk before the call returns.
public final class AppendSection implements Section {
    private static final int MANY = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    @Override
    public List<Line> measure(Run run) throws Exception {
        var lines = new ArrayList<>(sqlite(run));
        lines.addAll(postgres(run));
        return lines;
    }

    private static List<Line> sqlite(Run run) throws Exception {
        var directory = run.directory("appends-sqlite");
        try (var plain = PlainJdbc.sqlite("jdbc:sqlite:" + directory.resolve("plain.db"))) {
            return List.of(
                    line("SQLite", 1, measure(run, plain, 1), measure(run, plain, 1), Goal.none()),
                    line("SQLite", MANY, measure(run, plain, MANY), measure(run, plain, MANY),
                            Goal.atLeast(Unit.PER_SECOND.of(10_000))));
        }
    }

    private static List<Line> postgres(Run run) throws Exception {
        var home = Files.createTempDirectory(Path.of("/var/tmp"), "parley-bench-postgres");
        try (var server = LocalPostgres.start(home);
                var plain = PlainJdbc.postgres(server.jdbcUrl(), MANY)) {
            return List.of(
                    line("PostgreSQL", 1, measure(run, plain, 1), measure(run, plain, 1), Goal.none()),
                    line("PostgreSQL", MANY, measure(run, plain, MANY), measure(run, plain, MANY), Goal.none()));
        } finally {
            Run.delete(home);
        }
    }

    private static double measure(Run run, Appender appender, int writers) throws Exception {
        new Writers(writers, WARM_UP).perSecond(appender);
        var perSecond = new Writers(writers, Duration.ofSeconds(run.pick(1, 8))).perSecond(appender);
        run.say("%s, %d writers: %,.0f/s".formatted(appender, writers, perSecond));
        return perSecond;
    }

    private static Line line(String database, int writers, double parley, double plain, Goal goal) {
        var figure = "durable appends on %s, %d %s".formatted(database, writers, writers == 1 ? "writer" : "writers");
        return new Line(Part.D, figure, Unit.PER_SECOND.of(parley), "plain JDBC, a commit each",
                Unit.PER_SECOND.of(plain), goal);
    }
}
