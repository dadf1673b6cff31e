package dev.parley.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackupTest {
    private final DatabaseSettings settings = TestDatabases.settings(Database.Dialect.SQLITE);
    private final Path target = TestDatabases.temporaryDirectory().resolve("parley-backup.db");

    @Test
    void aCopyMadeUnderLoadHoldsAllThatWasAcknowledgedBeforeAndNothingByHalves() throws Exception {
        var acknowledged = new AtomicInteger();
        var stop = new AtomicBoolean();
        try (var database = Databases.open(settings)) {
            var writer = Thread.ofVirtual().start(() -> {
                while (!stop.get()) {
                    insertPair(database, acknowledged.get() + 1);
                    acknowledged.incrementAndGet();
                }
            });
            while (acknowledged.get() < 50) {
                Thread.sleep(5);
            }
            int before = acknowledged.get();
            Backup.copy(settings, target);
            stop.set(true);
            writer.join();

            try (var copy = Databases.open(restored())) {
                var firstHalves = numbers(copy, "a");
                assertThat(firstHalves).hasSizeGreaterThanOrEqualTo(before);
                assertThat(firstHalves).isEqualTo(IntStream.rangeClosed(1, firstHalves.size()).boxed().toList());
                assertThat(numbers(copy, "b")).isEqualTo(firstHalves);
            }
        }
    }

    @Test
    void aRestoredCopyHasAnEpochOfItsOwn() throws Exception {
        String original;
        try (var database = Databases.open(settings)) {
            original = Epoch.of(database);
            Backup.copy(settings, target);
            assertThat(Epoch.of(database)).isEqualTo(original);
        }
        try (var copy = Databases.open(restored())) {
            var fresh = Epoch.of(copy);
            assertThat(fresh).startsWith("epo_").isNotEqualTo(original);
            assertThat(Epoch.of(copy)).isEqualTo(fresh);
        }
    }

    @Test
    void aCopyIsItsOwnersAlone() throws Exception {
        Databases.open(settings).close();
        Backup.copy(settings, target);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target))).isEqualTo("rw-------");
        assertThat(target.resolveSibling("parley-backup.db.partial")).doesNotExist();
    }

    @Test
    void anExistingFileIsNeverOverwritten() throws Exception {
        Databases.open(settings).close();
        Files.writeString(target, "precious");

        assertThatThrownBy(() -> Backup.copy(settings, target)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exists already");
        assertThat(target).hasContent("precious");
    }

    @Test
    void aMissingDatabaseIsToldAndNotMade() {
        assertThatThrownBy(() -> Backup.copy(settings, target)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PARLEY_DATA");
        assertThat(settings.file()).doesNotExist();
    }

    @Test
    void forPostgresTheOperatorIsToldToUseItsOwnTools() {
        var postgres = new DatabaseSettings(settings.data(), "postgresql://u:p@h/d");

        assertThatThrownBy(() -> Backup.copy(postgres, target)).hasMessageContaining("pg_dump");
    }

    /// Two rows in one transaction: a copy that held one of them would hold half of it.
    private static void insertPair(Database database, int number) {
        database.write(handle -> {
            handle.execute("INSERT INTO facts (name, value) VALUES (?, ?)", "a-" + number, "" + number);
            return handle.execute("INSERT INTO facts (name, value) VALUES (?, ?)", "b-" + number, "" + number);
        });
    }

    private static List<Integer> numbers(Database copy, String half) {
        return copy.read(handle -> handle.select("""
                SELECT CAST(value AS INTEGER) AS number FROM facts WHERE name LIKE ? ORDER BY number""", half + "-%")
                .mapTo(Integer.class).list());
    }

    private DatabaseSettings restored() throws Exception {
        var directory = TestDatabases.temporaryDirectory();
        Files.copy(target, directory.resolve("parley.db"));
        return DatabaseSettings.sqlite(directory);
    }
}
