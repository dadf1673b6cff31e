package dev.parley.platform.database;

import dev.parley.platform.config.InvalidSetting;
import java.nio.file.Files;

/// Opens the store the settings name and brings its schema up to date.
public final class Databases {
    private Databases() {}

    /// @throws DatabaseUnavailable if it cannot be opened, another hub uses it or it is damaged; the message says what
    ///                             to do
    /// @throws InvalidSetting      if the URL cannot be read
    public static Database open(DatabaseSettings settings) {
        var url = settings.url();
        return url == null
                ? SqliteDatabase.open(settings.data(), settings.file())
                : PostgresDatabase.open(PostgresAddress.parse(url));
    }

    /// Opens the store for a short command beside a hub that may be running on it.
    ///
    /// @throws DatabaseUnavailable if there is none, or it cannot be opened
    public static Database openBeside(DatabaseSettings settings) {
        if (settings.url() != null) {
            return open(settings);
        }
        if (!Files.exists(settings.file())) {
            throw new DatabaseUnavailable("There is no database at " + settings.file() + ". Is PARLEY_DATA right?");
        }
        return SqliteDatabase.openBeside(settings.file());
    }
}
