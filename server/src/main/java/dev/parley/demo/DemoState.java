package dev.parley.demo;

import dev.parley.platform.ids.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/// What the demo remembers between two starts: its administrator's password and the secret its product signs with.
/// Made afresh for each data directory, readable by its owner alone.
final class DemoState {
    static final String ADMIN_EMAIL = "admin@harbour.example";
    private static final String PASSWORD = "adminPassword";
    private static final String SECRET = "identitySecret";
    private static final String SECRET_ID = "identitySecretId";

    private final Path file;
    private final Properties values = new Properties();

    private DemoState(Path file) {
        this.file = file;
    }

    static DemoState in(Path directory) {
        var state = new DemoState(directory.resolve("demo.properties"));
        try {
            Files.createDirectories(directory);
            if (Files.exists(state.file)) {
                try (var in = Files.newBufferedReader(state.file)) {
                    state.values.load(in);
                }
            } else {
                state.values.setProperty(PASSWORD, Ids.secret().substring(0, 16));
                state.store();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the demo's state in " + directory, e);
        }
        return state;
    }

    String adminPassword() {
        return values.getProperty(PASSWORD);
    }

    /// The secret the product signs with; empty until there is one.
    String identitySecret() {
        return values.getProperty(SECRET, "");
    }

    /// The id of that secret at the hub.
    String identitySecretId() {
        return values.getProperty(SECRET_ID, "");
    }

    void identitySecret(String id, String secret) {
        values.setProperty(SECRET_ID, id);
        values.setProperty(SECRET, secret);
        try {
            store();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private void store() throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (var out = Files.newBufferedWriter(file, StandardOpenOption.TRUNCATE_EXISTING)) {
            values.store(out, "Parley demo");
        }
    }
}
