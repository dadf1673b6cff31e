package dev.parley.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.config.InvalidSetting;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// PostgreSQL that crashes, freezes, is locked or was never there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresOutageTest {
    private final PostgresServer server = PostgresServer.start();
    private final String url = server.createDatabase("outage");
    private final Database database = Databases.open(new DatabaseSettings(TestDatabases.temporaryDirectory(), url));

    @BeforeAll
    void storeSomething() {
        store("before");
    }

    @AfterAll
    void close() {
        database.close();
        server.close();
    }

    @Test
    void aCrashedServerIsToldAndUsedAgainWhenItIsBack() {
        server.stopImmediately();

        assertThatThrownBy(() -> store("lost")).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> database.read(handle -> handle.execute("SELECT 1")))
                .isInstanceOf(DatabaseUnavailable.class);
        assertThat(database.health()).matches(health -> !health.writable() && !health.detail().isEmpty());

        server.startAgain();
        asSoonAsPossible(() -> store(UUID.randomUUID().toString()));
        asSoonAsPossible(() -> assertThat(isStored("before")).isTrue());
        assertThat(isStored("lost")).isFalse();
        assertThat(database.health().writable()).isTrue();
    }

    @Test
    void aFrozenServerIsToldAndUsedAgainWhenItGoesOn() {
        server.freeze();
        try {
            assertThatThrownBy(() -> store("lost")).isInstanceOf(DatabaseUnavailable.class);
        } finally {
            server.thaw();
        }
        asSoonAsPossible(() -> store(UUID.randomUUID().toString()));
    }

    @Test
    void aTableThatSomebodyLocksIsToldWithoutWaitingForThem() {
        var message = database.<String>write(handle -> {
            handle.execute("LOCK TABLE facts");
            try {
                store("waits");
                return "was stored";
            } catch (DatabaseUnavailable e) {
                return String.valueOf(e.getMessage());
            }
        });
        assertThat(message).contains("lock");
    }

    @Test
    void aDeadlockIsTriedOnceMore() throws Exception {
        store("left");
        store("right");
        var other = Thread.ofVirtual().start(() -> lockBoth("right", "left"));
        lockBoth("left", "right");
        other.join();

        var left = database.<String>read(handle ->
                handle.select("SELECT value FROM facts WHERE name = 'left'").mapTo(String.class).one());
        assertThat(left).isEqualTo("xx");
    }

    @Test
    void aWrongPasswordDatabaseOrPortIsToldAtTheStartWithoutThePassword() {
        var directory = TestDatabases.temporaryDirectory();
        for (var wrong : new String[] {
            url.replace("/outage", "/nowhere"), url.replaceAll(":\\d+/", ":1/").replace("none", "s3cret")
        }) {
            assertThatThrownBy(() -> Databases.open(new DatabaseSettings(directory, wrong)))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("127.0.0.1").hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void anAddressThatCannotBeReadIsToldWithoutThePassword() {
        for (var wrong : new String[] {
            "mysql://u:s3cret@h/d", "postgresql://h/d", "postgresql://u:s3cret@h", "postgresql://u:s3 cret@h/d", ""
        }) {
            assertThatThrownBy(() -> PostgresAddress.parse(wrong)).isInstanceOf(InvalidSetting.class)
                    .hasMessageContaining("postgresql://user:password@host:5432/database")
                    .hasMessageNotContaining("s3");
        }
    }

    @Test
    void anAddressMayHoldSpecialCharactersAndOptions() {
        var address = PostgresAddress.parse("postgresql://us%40er:p%3Aa%2F%25+@db.example:5433/parley?sslmode=require");

        assertThat(address).isEqualTo(new PostgresAddress(
                "jdbc:postgresql://db.example:5433/parley?sslmode=require", "us@er", "p:a/%+"));
        assertThat(address).hasToString("PostgreSQL at db.example:5433/parley");
    }

    private void lockBoth(String first, String second) {
        database.write(handle -> {
            handle.execute("UPDATE facts SET value = value || 'x' WHERE name = ?", first);
            sleep(300);
            return handle.execute("UPDATE facts SET value = value || 'x' WHERE name = ?", second);
        });
    }

    private void store(String name) {
        database.write(handle -> handle.execute("INSERT INTO facts (name, value) VALUES (?, '')", name));
    }

    private boolean isStored(String name) {
        return database.<Boolean>read(handle -> handle.select("SELECT 1 FROM facts WHERE name = ?", name)
                .mapTo(Integer.class).findOne().isPresent());
    }

    /// Reads and writes have connections of their own, and each finds out for itself that the server is back.
    private static void asSoonAsPossible(Runnable work) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                work.run();
                return;
            } catch (DatabaseUnavailable _) {
                sleep(200);
            }
        }
        throw new AssertionError("The store did not come back");
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
