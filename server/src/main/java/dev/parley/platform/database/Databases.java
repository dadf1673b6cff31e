package dev.parley.platform.database;

/// Opens the store the settings name and brings its schema up to date.
public final class Databases {
    private Databases() {}

    /// @throws DatabaseUnavailable      if it cannot be opened, another hub uses it or it is damaged; the message says
    ///                                  what to do
    /// @throws IllegalArgumentException if the URL cannot be read
    public static Database open(DatabaseSettings settings) {
        var url = settings.url();
        return url == null
                ? SqliteDatabase.open(settings.data(), settings.file())
                : PostgresDatabase.open(PostgresAddress.parse(url));
    }
}
