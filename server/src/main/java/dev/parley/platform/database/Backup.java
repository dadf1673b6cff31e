package dev.parley.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/// Copies the embedded database while a hub writes to it. The copy holds everything that was acknowledged before it
/// began, and nothing by halves. It does not hold the master key: without that key its secrets cannot be read.
public final class Backup {
    private Backup() {}

    /// Writes the copy to `target`, which must not exist yet, and returns when it is on disk.
    ///
    /// @throws IllegalStateException if there is nothing to copy or no way to; the message says what to do
    /// @throws DatabaseUnavailable   if the database or the disk fails; `target` then does not exist
    public static void copy(DatabaseSettings settings, Path target) {
        if (settings.url() != null) {
            throw new IllegalStateException("PostgreSQL is copied with its own tools:"
                    + " pg_dump --format=custom --file=parley.dump \"$PARLEY_DATABASE_URL\"");
        }
        if (!Files.exists(settings.file())) {
            throw new IllegalStateException("There is no database at " + settings.file() + ". Is PARLEY_DATA right?");
        }
        if (Files.exists(target)) {
            throw new IllegalStateException(target + " exists already. Name a file that does not.");
        }
        var directory = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file has a directory");
        var partial = directory.resolve(target.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            copy(settings.file(), partial);
            force(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            force(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(partial);
        }
    }

    private static void copy(Path file, Path partial) {
        try (var source = SqliteConnection.writer(file);
                var vacuum = source.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, partial.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new SqliteErrors(file).unavailable(e);
        }
        try {
            forgetEpoch(partial);
        } catch (SQLException e) {
            throw new SqliteErrors(partial).unavailable(e);
        }
    }

    /// A hub that starts on the copy is back in the past of the original: it must make an epoch of its own.
    private static void forgetEpoch(Path copy) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM facts WHERE name = 'epoch'");
            try (var check = statement.executeQuery("PRAGMA quick_check(1)")) {
                if (!check.next() || !"ok".equals(check.getString(1))) {
                    throw new DatabaseUnavailable("The database is damaged, so no copy was made: " + check.getString(1));
                }
            }
        }
    }

    private static void force(Path fileOrDirectory) throws IOException {
        try (var channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
