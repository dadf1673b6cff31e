package dev.parley.testing;

import dev.parley.Server;
import dev.parley.platform.config.Settings;
import dev.parley.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A whole hub in this process, on a free port and a data directory of its own, with its first member signed in.
public final class TestHub implements AutoCloseable {
    public static final String EMAIL = "owner@parley.test";
    public static final String PASSWORD = "correct horse battery staple";

    private final Server server;
    private final Path data;
    private final Api owner;

    private TestHub(Server server, Path data) {
        this.server = server;
        this.data = data;
        this.owner = signIn(EMAIL, PASSWORD);
    }

    public static TestHub start() {
        return start(Map.of());
    }

    /// @param settings more settings, such as `PARLEY_LIMIT_SENDS_PER_USER`
    public static TestHub start(Map<String, String> settings) {
        try {
            var data = Files.createTempDirectory("parley-test");
            var all = new HashMap<>(Map.of("PARLEY_PORT", "0", "PARLEY_DATA", data.toString(),
                    "PARLEY_ADMIN_EMAIL", EMAIL, "PARLEY_ADMIN_PASSWORD", PASSWORD));
            all.putAll(settings);
            return new TestHub(Server.start(Settings.read(all)), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The hub's address, such as `http://127.0.0.1:41234`.
    public String url() {
        return server.url();
    }

    public Path data() {
        return data;
    }

    /// The API as nobody.
    public Api anonymous() {
        return new Api(url(), "");
    }

    /// The API as the first member, who owns the first tenant and operates the hub.
    public Api owner() {
        return owner;
    }

    public Api as(String bearer) {
        return new Api(url(), bearer);
    }

    public Api signIn(String email, String password) {
        var login = anonymous().post("/api/v1/auth/login", Json.object().put("email", email).put("password", password));
        return as(login.expect(200).path("accessToken").asText());
    }

    @Override
    public void close() {
        server.close();
    }
}
