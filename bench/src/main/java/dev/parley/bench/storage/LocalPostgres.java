package dev.parley.bench.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// A PostgreSQL server of our own for one measurement, with its default durability; from the binaries of the Maven
/// repository, run as `nobody` where we are root, which PostgreSQL refuses to be.
final class LocalPostgres implements AutoCloseable {
    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    private static final int CONNECTIONS = 200;

    private final Path home;
    private final Path data;
    private final int port;

    private LocalPostgres(Path home, int port) {
        this.home = home;
        this.data = home.resolve("data");
        this.port = port;
    }

    /// @param home an empty directory that every user may enter
    static LocalPostgres start(Path home) throws IOException {
        var postgres = new LocalPostgres(home, freePort());
        unpack(home);
        postgres.giveToServer();
        postgres.run("initdb", "-D", postgres.data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
        postgres.run("pg_ctl", "start", "-w", "-D", postgres.data.toString(), "-l", home.resolve("log").toString(),
                "-o", "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=%d"
                        .formatted(postgres.port, CONNECTIONS));
        return postgres;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /// The address as `PARLEY_DATABASE_URL` takes it.
    String url() {
        return "postgresql://postgres@127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data.toString());
        if (isRoot()) {
            execute(List.of("chown", "-R", "root", home.toString()));
        }
    }

    private void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        execute(command);
    }

    private void giveToServer() throws IOException {
        if (isRoot()) {
            execute(List.of("chown", "nobody", home.toString()));
        }
    }

    private static void execute(List<String> command) throws IOException {
        var log = Files.createTempFile("parley-bench-postgres", ".log");
        var process = new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(log);
        }
    }

    private static void unpack(Path home) throws IOException {
        var resource = LocalPostgres.class.getResourceAsStream(BINARIES);
        if (resource == null) {
            throw new IOException("There are no PostgreSQL binaries for this machine, only for Linux on x86-64.");
        }
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = home.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.resolveSibling("."));
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.resolveSibling("."));
                    Files.copy(tar, file);
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
