package dev.parley.platform.crypto;

import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.ids.Ids;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/// The master key in a file of its own, for a hub that is given none: made on the first start, for its owner only.
public final class MasterKeyFile {
    private static final String NAME = "master.key";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private MasterKeyFile() {}

    /// Reads `master.key` in the data directory, or makes it.
    ///
    /// @throws InvalidSetting if others may read the file, or it holds no key
    public static MasterKey readOrMake(Path dataDirectory) {
        var file = dataDirectory.resolve(NAME);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                make(dataDirectory, file);
            }
            requireOwnerOnly(file);
            return MasterKey.parse(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
        } catch (IOException e) {
            throw new InvalidSetting("The master key " + file + " cannot be read or made: " + e.getMessage());
        }
    }

    /// Written under another name and flushed first, so that a crash never leaves half a key.
    private static void make(Path directory, Path file) throws IOException {
        Files.createDirectories(directory);
        var draft = Files.createTempFile(directory, NAME, ".new", attributes(directory));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                Channels.newOutputStream(channel).write((Ids.secret() + "\n").getBytes(StandardCharsets.US_ASCII));
                channel.force(true);
            }
            Files.createLink(file, draft);
            flushDirectory(directory);
        } catch (FileAlreadyExistsException _) {
            // Another start made the key a moment ago: that one counts.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// The name must be on disk before anything is encrypted with the key; not every system can flush a directory.
    private static void flushDirectory(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            return;
        }
    }

    private static FileAttribute<?>[] attributes(Path directory) throws IOException {
        return isPosix(Files.getFileStore(directory))
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (!isPosix(Files.getFileStore(file))) {
            return;
        }
        var others = new HashSet<>(Files.getPosixFilePermissions(file));
        others.removeAll(PosixFilePermissions.fromString("rwx------"));
        if (!others.isEmpty()) {
            throw new InvalidSetting("The master key " + file + " may be read or changed by others; run: chmod 600 " + file);
        }
    }

    private static boolean isPosix(FileStore store) {
        return store.supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
