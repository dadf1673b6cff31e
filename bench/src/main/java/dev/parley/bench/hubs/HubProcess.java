package dev.parley.bench.hubs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A hub as a process of its own, from its start to its end.
public final class HubProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final Duration startToReady;

    private HubProcess(Process process, Duration startToReady) {
        this.process = process;
        this.startToReady = startToReady;
    }

    /// Starts `command` and waits for a line of its output that holds `is ready at`. Its output is kept in `log`.
    static HubProcess start(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(log);
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var began = System.nanoTime();
        var process = builder.start();
        var deadline = began + START_LIMIT.toNanos();
        while (!isReady(log)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                throw new IOException("The hub did not start. Its output:\n" + Files.readString(log));
            }
            pause(Duration.ofMillis(2));
        }
        return new HubProcess(process, Duration.ofNanos(System.nanoTime() - began));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted.", e);
        }
    }

    public Duration startToReady() {
        return startToReady;
    }

    public ProcessStats stats() {
        return new ProcessStats(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isReady(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).contains("is ready at");
    }
}
