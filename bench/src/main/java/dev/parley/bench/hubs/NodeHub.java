package dev.parley.bench.hubs;

import dev.parley.bench.load.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The baseline: `bench/node-hub` with a database of its own.
public final class NodeHub implements Hub, Dialect {
    private static final String SECRET = "bench-node-hub-secret-of-32-bytes-or-more";

    private final int port;
    private final HubProcess process;

    private NodeHub(int port, HubProcess process) {
        this.port = port;
        this.process = process;
    }

    /// @param work a directory for its database and log
    public static NodeHub start(Path root, Path work, String modelBaseUrl) throws IOException {
        NodePackages.install(root);
        var port = HubProcess.freePort();
        var script = root.resolve("bench/node-hub/hub.js").toAbsolutePath().toString();
        var environment = Map.of(
                "NODE_ENV", "production",
                "PORT", Integer.toString(port),
                "SECRET", SECRET,
                "MODEL_URL", modelBaseUrl,
                "DATABASE", work.resolve("node-hub.db").toString());
        return new NodeHub(port, HubProcess.start(
                List.of("node", script), environment, work, work.resolve("node-hub.log")));
    }

    @Override
    public String name() {
        return "Node hub";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Dialect dialect() {
        return this;
    }

    @Override
    public HubProcess process() {
        return process;
    }

    @Override
    public String path(int user) {
        return "/chat?token=" + Tokens.forUser(SECRET, "user" + user + "@example.com");
    }

    @Override
    public List<String> opening(int user) {
        return List.of();
    }

    @Override
    public String question(int user) {
        return "{\"conversation\":\"c%d\",\"text\":\"What does the hub know about user %d?\"}".formatted(user, user);
    }
}
