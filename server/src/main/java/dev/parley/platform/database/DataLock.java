package dev.parley.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// The right to be the only hub on a data directory; the operating system takes it back when the process ends.
final class DataLock implements AutoCloseable {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataLock take(Path directory) {
        var file = directory.resolve("parley.lock");
        try {
            Files.createDirectories(directory, OWNER_ONLY);
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isMine(channel)) {
                return new DataLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new DatabaseUnavailable("The data directory " + directory.toAbsolutePath() + " cannot be used ("
                    + e + "). Let the account that runs Parley write it, or set PARLEY_DATA to another.", e);
        }
        throw new DatabaseUnavailable("Another Parley is running on the data directory " + directory.toAbsolutePath()
                + ". Stop it first, or set PARLEY_DATA to another directory.");
    }

    private static boolean isMine(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The process ends soon after, and with it the lock.
        }
    }
}
