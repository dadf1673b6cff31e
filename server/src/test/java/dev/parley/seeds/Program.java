package dev.parley.seeds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program in another language, run in its own directory with a few more variables in its environment.
record Program(Path directory, List<String> command, Map<String, String> environment) {
    private static final long PATIENCE_SECONDS = 120;

    static Program of(Path directory, Map<String, String> environment, String... command) {
        return new Program(directory, List.of(command), environment);
    }

    /// What it prints until it ends, stripped, also of the colours that Maven gives to nothing; what it reports goes to the test's own output.
    String output() throws IOException, InterruptedException {
        var process = start();
        var text = new String(process.getInputStream().readAllBytes()).replaceAll("\u001B\\[\\d*m", "").strip();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end well: " + text);
        }
        return text;
    }

    boolean succeeds() throws IOException, InterruptedException {
        var process = builder().redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return process.waitFor() == 0;
    }

    /// It goes on; its standard output is there to be read.
    Process start() throws IOException {
        return builder().redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }
}
