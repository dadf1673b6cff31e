package dev.parley.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store promises.
@OnBothDatabases
class DatabaseTest {
    private final Database database;

    DatabaseTest(Database database) {
        this.database = database;
    }

    @Test
    void whatWasWrittenIsRead() {
        var name = fresh();
        database.write(handle -> handle.execute("INSERT INTO facts (name, value) VALUES (?, 'there')", name));

        assertThat(valueOf(name)).isEqualTo("there");
    }

    @Test
    void workThatThrowsStoresNothingAndItsExceptionComesBack() {
        var name = fresh();

        assertThatThrownBy(() -> database.write(handle -> {
            handle.execute("INSERT INTO facts (name, value) VALUES (?, 'there')", name);
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class).hasMessage("no");
        assertThat(valueOf(name)).isNull();
    }

    @Test
    void aSecondRowWithTheSameKeyIsADuplicateKey() {
        var name = fresh();
        Database.Work<Integer> insert =
                handle -> handle.execute("INSERT INTO facts (name, value) VALUES (?, '')", name);
        database.write(insert);

        assertThatThrownBy(() -> database.write(insert)).isInstanceOf(DuplicateKey.class);
    }

    @Test
    void aReadCannotWrite() {
        assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM facts")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aHealthyStoreIsWritable() {
        assertThat(database.health()).isEqualTo(new Database.Health(true, ""));
    }

    private @Nullable String valueOf(String name) {
        return database.read(handle -> handle.select("SELECT value FROM facts WHERE name = ?", name)
                .mapTo(String.class).findOne().orElse(null));
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }
}
