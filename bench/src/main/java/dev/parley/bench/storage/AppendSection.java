package dev.parley.bench.storage;

import dev.parley.bench.Goal;
import dev.parley.bench.Line;
import dev.parley.bench.Part;
import dev.parley.bench.Run;
import dev.parley.bench.Section;
import dev.parley.bench.Unit;
import dev.parley.platform.database.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
        try (var plain = PlainJdbc.sqlite("jdbc:sqlite:" + directory.resolve("plain.db"));
                var parley = ParleyAppender.open(DatabaseSettings.sqlite(directory.resolve("parley")))) {
            return List.of(
                    line(run, "SQLite", 1, parley, plain, Goal.none()),
                    line(run, "SQLite", MANY, parley, plain, Goal.atLeast(Unit.PER_SECOND.of(10_000))));
        }
    }

    private static List<Line> postgres(Run run) throws Exception {
        var home = Files.createTempDirectory(Path.of("/var/tmp"), "parley-bench-postgres");
        try (var server = LocalPostgres.start(home);
                var parley = ParleyAppender.open(new DatabaseSettings(home.resolve("unused"), server.url()));
                var plain = PlainJdbc.postgres(server.jdbcUrl(), MANY)) {
            return List.of(
                    line(run, "PostgreSQL", 1, parley, plain, Goal.none()),
                    line(run, "PostgreSQL", MANY, parley, plain, Goal.none()));
        } finally {
            Run.delete(home);
        }
    }

    private static Line line(Run run, String database, int writers, Appender parley, Appender plain, Goal goal)
            throws Exception {
        var rates = alternate(run, writers, parley, plain);
        run.say("%s, %d writers: %,.0f/s, plain %,.0f/s".formatted(database, writers, rates[0], rates[1]));
        return new Line(Part.D,
                "durable appends on %s, %d %s".formatted(database, writers, writers == 1 ? "writer" : "writers"),
                Unit.PER_SECOND.of(rates[0]), "plain JDBC, a commit each", Unit.PER_SECOND.of(rates[1]), goal);
    }

    /// The median rate of each, measured in turn because disks have moods.
    private static double[] alternate(Run run, int writers, Appender... appenders) throws Exception {
        var rounds = run.pick(1, 3);
        var rates = new double[appenders.length][rounds];
        for (var appender : appenders) {
            new Writers(writers, WARM_UP).perSecond(appender);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < appenders.length; i++) {
                rates[i][round] = new Writers(writers, Duration.ofSeconds(run.pick(1, 4))).perSecond(appenders[i]);
            }
        }
        return Arrays.stream(rates).mapToDouble(of -> Arrays.stream(of).sorted().toArray()[rounds / 2]).toArray();
    }
}
