package dev.parley.seeds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.testing.TestHub;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// One of the host products of `examples/`, running beside a hub.
final class ExampleProduct implements AutoCloseable {
    static final String AGENT = "support";
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
    private static final String READY = "Open ";

    private final Process process;
    private final BufferedReader output;
    private final String address;

    private ExampleProduct(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        var line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new AssertionError("The example did not start: " + line);
        }
        this.address = line.substring(READY.length());
    }

    /// The private agent that the examples embed, with a greeting that knows its user; its identity secret.
    static String makeAgent(TestHub hub) {
        var wanted = Json.object().put("name", "Support").put("slug", AGENT).put("access", "private")
                .put("greeting", "Good day, {{name}}.");
        wanted.putArray("variables").addObject().put("name", "name").put("default", "stranger");
        var agent = hub.owner().post("/api/v1/agents", wanted).expect(201).path("id").asText();
        JsonNode made = hub.owner().post("/api/v1/agents/" + agent + "/identity-secret", Json.object()).expect(200);
        return made.path("secret").asText();
    }

    /// Where that program is: this test's own Java, and what the path has of others.
    static String program(String name) {
        return name.equals("java") ? Path.of(System.getProperty("java.home"), "bin/java").toString() : name;
    }

    /// Starts it by the command its README names.
    static ExampleProduct start(TestHub hub, String secret, String directory, String... command) throws IOException {
        var environment =
                Map.of("PARLEY_HUB", hub.url(), "PARLEY_AGENT", AGENT, "PARLEY_IDENTITY_SECRET", secret, "PORT", "0");
        return new ExampleProduct(Program.of(EXAMPLES.resolve(directory), environment, command).start());
    }

    /// Such as `http://127.0.0.1:41234`.
    String address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
