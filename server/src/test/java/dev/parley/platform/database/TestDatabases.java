package dev.parley.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/// Fresh, empty, real databases for tests. SQLite lives in a new temporary directory; one PostgreSQL server serves the
/// whole test run and each call makes a new database in it.
public final class TestDatabases {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestDatabases() {}

    public static Database open(Database.Dialect dialect) {
        return Databases.open(settings(dialect));
    }

    /// The settings of a new, empty database, for tests that open it more than once.
    public static DatabaseSettings settings(Database.Dialect dialect) {
        var directory = temporaryDirectory();
        return switch (dialect) {
            case SQLITE -> DatabaseSettings.sqlite(directory);
            case POSTGRESQL -> new DatabaseSettings(directory,
                    SharedServer.SERVER.createDatabase("test" + NAMES.incrementAndGet()));
        };
    }

    /// A new directory that is deleted when the test run ends.
    public static Path temporaryDirectory() {
        try {
            var directory = Files.createTempDirectory("parley-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException _) {
            // A file that is still in use stays in the temporary directory.
        }
    }

    /// Started on first use, so that a run of SQLite tests alone does not pay for it.
    private static final class SharedServer {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            var server = PostgresServer.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }
}
