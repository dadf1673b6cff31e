package dev.parley.platform.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.sqlite.SQLiteDataSource;

/// Brings a store's tables to the version this program knows.
///
/// Flyway takes longer to start than the rest of the hub, so it runs only where its history table does not already
/// name the newest version.
final class Schema {
    /// The newest file in `db/migration`.
    static final int VERSION = 1;

    private Schema() {}

    static void migrateSqlite(Path file) {
        try (var connection = SqliteConnection.writer(file)) {
            if (isCurrent(connection, "SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
                return;
            }
        } catch (SQLException e) {
            throw new SqliteErrors(file).unavailable(e);
        }
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        migrate(Flyway.configure().dataSource(source), "BLOB");
    }

    static void migratePostgres(PostgresAddress address, Properties options) {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), options)) {
            if (isCurrent(connection, "SELECT 1 FROM pg_tables WHERE tablename = 'flyway_schema_history'"
                    + " AND schemaname = current_schema()")) {
                return;
            }
        } catch (SQLException e) {
            throw new PostgresErrors(address).unavailable(e);
        }
        migrate(Flyway.configure().dataSource(address.jdbcUrl(), address.user(), address.password()), "BYTEA");
    }

    private static boolean isCurrent(Connection connection, String historyExists) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var exists = statement.executeQuery(historyExists)) {
                if (!exists.next()) {
                    return false;
                }
            }
            try (var newest = statement.executeQuery(
                    "SELECT max(CAST(version AS INTEGER)), min(CAST(success AS INTEGER)) FROM flyway_schema_history")) {
                newest.next();
                requireKnown(newest.getInt(1));
                return newest.getInt(1) == VERSION && newest.getInt(2) == 1;
            }
        }
    }

    private static void requireKnown(int version) {
        if (version > VERSION) {
            throw new DatabaseUnavailable("The database was made by a newer Parley (schema " + version
                    + ", this one knows " + VERSION + "). Start the newer version.");
        }
    }

    private static void migrate(FluentConfiguration flyway, String blobType) {
        try {
            flyway.locations("classpath:db/migration").placeholders(Map.of("blob", blobType)).load().migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnavailable("The tables could not be brought up to date: " + e.getMessage(), e);
        }
    }
}
