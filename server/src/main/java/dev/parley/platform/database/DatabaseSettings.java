package dev.parley.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the hub keeps its data.
///
/// @param data the data directory (`PARLEY_DATA`); made when absent
/// @param url  `postgresql://user:password@host:port/database` (`PARLEY_DATABASE_URL`); null: SQLite in `data`
public record DatabaseSettings(Path data, @Nullable String url) {
    private static final String FILE = "parley.db";

    /// SQLite in the data directory.
    public static DatabaseSettings sqlite(Path data) {
        return new DatabaseSettings(data, null);
    }

    Path file() {
        return data.resolve(FILE);
    }

    /// Without the password.
    @Override
    public String toString() {
        return url == null ? "SQLite at " + file() : PostgresAddress.parse(url).toString();
    }
}
