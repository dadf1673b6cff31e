package dev.parley.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// A real PostgreSQL with fsync on, from the binaries in the Maven repository, on a free port of the loopback. As root
/// it runs as `nobody`, because PostgreSQL refuses to run as root. It ends with this process, even after `kill -9`.
public final class PostgresServer implements AutoCloseable {
    private static final String BINARIES = "postgres-linux-x86_64.txz";
    private static final Path UNPACKED = Path.of(System.getProperty("java.io.tmpdir"), "parley-test-postgresql-18.6");

    private final Path home;
    private final Path data;
    private final int port;
    private @Nullable Process process;

    private PostgresServer(Path home, Path data, int port) {
        this.home = home;
        this.data = data;
        this.port = port;
    }

    /// Makes a new, empty server and starts it.
    public static PostgresServer start() {
        try {
            var home = unpack();
            var data = Files.createTempDirectory("parley-test-pgdata");
            run(List.of("chown", "nobody", data.toString()), isRoot());
            run(asUnprivileged(home.resolve("bin/initdb").toString(), "-D", data.toString(), "-U", "parley", "-N",
                    "--no-locale", "-E", "UTF8", "--auth=trust"), true);
            var server = new PostgresServer(home, data, freePort());
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts it after `stopImmediately`, on the same port and data, and returns when it answers.
    public void startAgain() {
        var command = asUnprivileged(home.resolve("bin/postgres").toString(), "-D", data.toString(), "-p", "" + port,
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=on",
                "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal");
        var script = "\"$@\" & server=$!; read -r _; kill -QUIT $server; wait $server";
        var shell = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        shell.addAll(command);
        try {
            // The shell's input is a pipe from this process: when it breaks, the server is stopped.
            process = new ProcessBuilder(shell).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            awaitAnswer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops it as `pg_ctl stop -m immediate` does: without a checkpoint, as in a crash.
    public void stopImmediately() {
        var running = process;
        if (running == null) {
            return;
        }
        try {
            running.getOutputStream().close();
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        process = null;
    }

    /// Stops all of its processes where they are; connections stay open and nothing answers.
    public void freeze() {
        signalAll("STOP");
    }

    public void thaw() {
        signalAll("CONT");
    }

    private void signalAll(String signal) {
        if (process != null) {
            process.descendants().forEach(child -> run(List.of("kill", "-" + signal, "" + child.pid()), true));
        }
    }

    /// Makes an empty database and returns its address for `PARLEY_DATABASE_URL`.
    public String createDatabase(String name) {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), "parley", "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "postgresql://parley:none@127.0.0.1:" + port + "/" + name;
    }

    @Override
    public void close() {
        stopImmediately();
        run(List.of("rm", "-rf", data.toString()), true);
    }

    private void awaitAnswer() throws IOException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            try (var _ = DriverManager.getConnection(jdbcUrl("postgres"), "parley", "")) {
                return;
            } catch (SQLException _) {
                sleepABit();
            }
        }
        throw new IOException("PostgreSQL did not start in " + data);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// Unpacks the binaries once for all runs on this machine.
    private static Path unpack() throws IOException {
        if (Files.exists(UNPACKED)) {
            return UNPACKED;
        }
        var fresh = Files.createTempDirectory("parley-test-postgresql");
        try (var resource = PostgresServer.class.getClassLoader().getResourceAsStream(BINARIES)) {
            if (resource == null) {
                throw new IOException(BINARIES + " is not on the class path");
            }
            var archive = new TarArchiveInputStream(new XZInputStream(resource));
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, fresh);
            }
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(fresh, UNPACKED, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(UNPACKED)) {
                throw e;
            }
        }
        return UNPACKED;
    }

    private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path into) throws IOException {
        var target = into.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, target);
        var permissions = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
    }

    private static List<String> asUnprivileged(String... command) {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command, boolean wanted) {
        if (!wanted) {
            return;
        }
        try {
            var builder = new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void sleepABit() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
