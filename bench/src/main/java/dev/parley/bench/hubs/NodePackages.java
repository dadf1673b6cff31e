package dev.parley.bench.hubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What npm installs for the Node hub, at the versions that are locked beside it.
public final class NodePackages {
    private NodePackages() {}

    /// Installs them unless they are there; better-sqlite3 is compiled where no ready-made binary can be had.
    public static Path install(Path root) throws IOException {
        var hub = root.resolve("bench/node-hub");
        var modules = hub.resolve("node_modules");
        if (Files.exists(modules.resolve(".package-lock.json"))) {
            return modules;
        }
        var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund").directory(hub.toFile())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (npm.waitFor() != 0) {
                throw new IOException("npm could not install the Node hub: run `npm ci` in " + hub + " and read why.");
            }
        } catch (InterruptedException e) {
            npm.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return modules;
    }
}
