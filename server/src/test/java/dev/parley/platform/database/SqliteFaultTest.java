package dev.parley.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A disk that is full, fails or holds garbage: nothing is acknowledged that is not stored, and the hub goes on by
/// itself where it can.
class SqliteFaultTest {
    private static final String FILLER = "x".repeat(64 * 1024);

    private final List<Integer> acknowledged = new ArrayList<>();
    private int next;

    @Test
    void aFullFileIsToldAndLeftBehind() {
        try (var database = TestDatabases.open(Database.Dialect.SQLITE)) {
            database.write(handle -> handle.execute("PRAGMA max_page_count = 100"));

            assertThatThrownBy(() -> fill(database)).isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("is full");

            assertStored(database);
            append(database, "small");
            assertThat(database.health().writable()).isTrue();
        }
    }

    @Test
    void aFullDiskIsToldAndEndsWhenThereIsSpaceAgain() throws Exception {
        var directory = TestDatabases.temporaryDirectory();
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "parley-test", directory.toString()) == 0,
                "needs the right to mount a small disk");
        try {
            var ballast = directory.resolve("ballast");
            Files.write(ballast, new byte[2 * 1024 * 1024]);
            try (var database = Databases.open(DatabaseSettings.sqlite(directory))) {
                assertThatThrownBy(() -> fill(database)).isInstanceOf(DatabaseUnavailable.class)
                        .hasMessageContaining(directory.toString()).hasMessageContaining("is full");
                assertStored(database);

                Files.delete(ballast);
                append(database, FILLER);
                assertThat(database.health().writable()).isTrue();
                assertStored(database);
            }
        } finally {
            run("umount", directory.toString());
        }
    }

    @Test
    void aWriteThatTheDiskRefusesIsToldAndLeftBehind() throws Exception {
        var settings = TestDatabases.settings(Database.Dialect.SQLITE);
        try (var database = Databases.open(settings)) {
            append(database, FILLER);
            var log = Path.of(settings.file() + "-wal");
            // No file of this process may grow beyond what the log has now: the next write fails with EFBIG.
            limitFiles("" + Files.size(log));
            try {
                assertThatThrownBy(() -> append(database, FILLER)).isInstanceOf(DatabaseUnavailable.class)
                        .hasMessageContaining("failed");
                assertThat(database.health().writable()).isFalse();
                assertStored(database);
            } finally {
                limitFiles("unlimited");
            }
            append(database, FILLER);
            assertThat(database.health().writable()).isTrue();
            assertStored(database);
        }
    }

    @Test
    void garbageInPlaceOfTheFileIsToldWithItsNameAndTheWayOut() throws Exception {
        var settings = DatabaseSettings.sqlite(TestDatabases.temporaryDirectory());
        Files.writeString(settings.data().resolve("parley.db"), "this is not a database ".repeat(1000));

        assertThatThrownBy(() -> Databases.open(settings)).isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining(settings.data().resolve("parley.db").toString())
                .hasMessageContaining("./parley backup");
    }

    @Test
    void aDamagedPageIsToldInsteadOfServed() throws Exception {
        var settings = TestDatabases.settings(Database.Dialect.SQLITE);
        try (var database = Databases.open(settings)) {
            for (int i = 0; i < 20; i++) {
                append(database, FILLER);
            }
        }
        try (var file = new RandomAccessFile(settings.data().resolve("parley.db").toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[(int) (file.length() / 2)]);
        }
        try (var database = Databases.open(settings)) {
            assertThatThrownBy(() -> database.read(handle -> handle
                    .select("SELECT sum(length(value)) FROM facts").mapTo(Long.class).one()))
                    .isInstanceOf(DatabaseUnavailable.class).hasMessageContaining("is damaged");
        }
    }

    @Test
    void aTornEndOfTheLogCostsOnlyWhatWasNotAcknowledged() throws Exception {
        var settings = TestDatabases.settings(Database.Dialect.SQLITE);
        var copy = TestDatabases.temporaryDirectory();
        try (var database = Databases.open(settings)) {
            for (int i = 0; i < 10; i++) {
                append(database, "text");
            }
            // As after a crash: the files as they are, the log with half of a frame that never became whole.
            for (var name : List.of("parley.db", "parley.db-wal")) {
                Files.copy(settings.data().resolve(name), copy.resolve(name));
            }
        }
        Files.write(copy.resolve("parley.db-wal"), new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);

        try (var database = Databases.open(DatabaseSettings.sqlite(copy))) {
            assertStored(database);
            append(database, "goes on");
            assertStored(database);
        }
    }

    private void fill(Database database) {
        for (int i = 0; i < 1_000; i++) {
            append(database, FILLER);
        }
    }

    private void append(Database database, String value) {
        int number = next++;
        database.write(handle ->
                handle.execute("INSERT INTO facts (name, value) VALUES (?, ?)", String.format("%05d", number), value));
        acknowledged.add(number);
    }

    private void assertStored(Database database) {
        List<Integer> stored = database.read(handle -> handle
                .select("SELECT CAST(name AS INTEGER) FROM facts WHERE name < 'a' ORDER BY name")
                .mapTo(Integer.class).list());
        assertThat(stored).isEqualTo(acknowledged);
    }

    private static void limitFiles(String bytes) throws IOException, InterruptedException {
        assertThat(run("prlimit", "--pid", "" + ProcessHandle.current().pid(), "--fsize=" + bytes + ":")).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
