package dev.parley.bench.hubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The command line of the packaged server.
final class ServerCommand {
    private ServerCommand() {}

    static List<String> of(Path root) throws IOException {
        var target = root.resolve("server/target").toAbsolutePath();
        try (var files = Files.list(target)) {
            var jar = files.filter(f -> f.getFileName().toString().matches("parley-server-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("The server is not packaged: run ./parley version first."));
            return List.of(java(), "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED", "-cp", jar + ":" + target.resolve("lib") + "/*",
                    "dev.parley.Main");
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
