package dev.parley.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/// Two processes on one data directory are tried in [dev.parley.crash.StoreCrashTest].
class DataLockTest {
    @Test
    void aSecondHubOnTheSameDirectoryIsRefusedUntilTheFirstEnds() {
        var settings = TestDatabases.settings(Database.Dialect.SQLITE);
        try (var _ = Databases.open(settings)) {
            assertThatThrownBy(() -> Databases.open(settings)).isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("Another Parley is running").hasMessageContaining(settings.data().toString());
        }
        Databases.open(settings).close();
    }

    @Test
    void aHubThatCouldNotOpenLeavesTheDirectoryFree() throws Exception {
        var settings = DatabaseSettings.sqlite(TestDatabases.temporaryDirectory());
        var file = settings.data().resolve("parley.db");
        Files.writeString(file, "garbage ".repeat(1000));
        assertThatThrownBy(() -> Databases.open(settings)).isInstanceOf(DatabaseUnavailable.class);

        Files.delete(file);
        Databases.open(settings).close();
    }

    @Test
    void aNewDataDirectoryIsItsOwnersAlone() throws Exception {
        var directory = TestDatabases.temporaryDirectory().resolve("data");
        Databases.open(DatabaseSettings.sqlite(directory)).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
    }
}
