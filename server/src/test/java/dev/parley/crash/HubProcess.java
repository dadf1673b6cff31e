package dev.parley.crash;

import dev.parley.testing.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The hub as an operator runs it, in a process of its own that can be killed.
final class HubProcess {
    static final String EMAIL = "owner@parley.test";
    static final String PASSWORD = "correct horse battery staple";

    private final Path data;
    private final Map<String, String> settings;
    private final int port;
    private Process process;

    /// @param settings more settings, such as `PARLEY_LIMIT_SENDS_PER_USER`
    HubProcess(Path data, Map<String, String> settings) throws IOException {
        this.data = data;
        this.settings = settings;
        this.port = freePort();
        this.process = start();
    }

    Api api(String bearer) {
        return new Api("http://127.0.0.1:" + port, bearer);
    }

    String socketUrl(String agent) {
        return "ws://127.0.0.1:" + port + "/embed/v1/agents/" + agent + "/chat";
    }

    /// Returns when it serves.
    void awaitReady() throws Exception {
        var ready = new CompletableFuture<Boolean>();
        var output = process.inputReader();
        Thread.ofVirtual().start(() -> {
            watch(output, ready);
            ready.complete(false);
        });
        if (!ready.get(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The hub ended instead of getting ready");
        }
    }

    private static void watch(BufferedReader output, CompletableFuture<Boolean> ready) {
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("Parley is ready at ")) {
                    ready.complete(true);
                }
            }
        } catch (IOException _) {
            // It was killed.
        }
    }

    /// Ends it with SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = start();
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), "dev.parley.Main", "run"));
        builder.environment().putAll(Map.of("PARLEY_PORT", "" + port, "PARLEY_DATA", data.toString(),
                "PARLEY_ADMIN_EMAIL", EMAIL, "PARLEY_ADMIN_PASSWORD", PASSWORD));
        builder.environment().putAll(settings);
        builder.redirectError(data.resolve("hub.log").toFile());
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
