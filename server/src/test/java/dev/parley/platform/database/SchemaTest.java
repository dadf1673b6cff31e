package dev.parley.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
    @Test
    void theKnownVersionIsThatOfTheNewestMigration() throws Exception {
        var directory = Path.of(Objects.requireNonNull(Schema.class.getResource("/db/migration")).toURI());
        try (var files = Files.list(directory)) {
            var newest = files.map(file -> file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))
                    .mapToInt(Integer::parseInt).max();
            assertThat(newest).hasValue(Schema.VERSION);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredIsThereAfterAnotherStart(Database.Dialect dialect) {
        var settings = TestDatabases.settings(dialect);
        String epoch;
        try (var database = Databases.open(settings)) {
            epoch = Epoch.of(database);
        }
        try (var database = Databases.open(settings)) {
            assertThat(Epoch.of(database)).isEqualTo(epoch);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreMadeByANewerVersionIsRefused(Database.Dialect dialect) {
        var settings = TestDatabases.settings(dialect);
        try (var database = Databases.open(settings)) {
            database.write(handle -> handle.execute("UPDATE flyway_schema_history SET version = '999'"));
        }
        assertThatThrownBy(() -> Databases.open(settings)).isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("newer Parley");
    }
}
