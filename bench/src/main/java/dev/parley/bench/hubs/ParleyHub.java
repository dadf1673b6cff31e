package dev.parley.bench.hubs;

import dev.parley.bench.load.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Parley as it is packaged, with SQLite, all limits off and one private agent of its own.
public final class ParleyHub implements Hub, Dialect {
    private static final String EMAIL = "bench@example.com";
    private static final String PASSWORD = "bench-" + UUID.randomUUID();
    private static final List<String> LIMITS = List.of(
            "SENDS_PER_USER", "SENDS_PER_VISITOR", "SENDS_PER_ADDRESS", "SENDS_PER_AGENT_VISITORS",
            "FAILED_VERIFICATIONS", "SOCKETS_PER_USER", "SOCKETS_PER_ADDRESS", "RUNS_PER_USER", "MINTS_PER_KEY",
            "LOGINS");
    private static final String SLUG = "bench";

    private final int port;
    private final HubProcess process;
    private final String agent;
    private final String secret;

    private ParleyHub(int port, HubProcess process, String agent, String secret) {
        this.port = port;
        this.process = process;
        this.agent = agent;
        this.secret = secret;
    }

    /// Starts the packaged server, as an operator would, without any agent.
    ///
    /// @param work a directory for its data and log
    public static HubProcess startBare(Path root, Path work, int port, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(more);
        environment.put("PARLEY_PORT", Integer.toString(port));
        environment.put("PARLEY_DATA", work.resolve("parley-data").toString());
        environment.put("PARLEY_ADMIN_EMAIL", EMAIL);
        environment.put("PARLEY_ADMIN_PASSWORD", PASSWORD);
        LIMITS.forEach(limit -> environment.put("PARLEY_LIMIT_" + limit, "off"));
        environment.put("PARLEY_JAVA_HOME", System.getProperty("java.home"));
        return HubProcess.start(List.of(root.resolve("parley").toString(), "run"), environment, work, work.resolve("parley.log"));
    }

    /// Starts the packaged server and makes one agent with an identity secret over its REST API.
    public static ParleyHub start(Path root, Path work, String modelBaseUrl) throws IOException {
        var port = HubProcess.freePort();
        var modelHost = modelBaseUrl.replaceAll("^http://([^/]+)/.*$", "$1");
        var process = startBare(root, work, port, Map.of("PARLEY_PRIVATE_HOSTS", modelHost));
        try {
            var api = api(port);
            var agent = api.post("/agents", agent(modelBaseUrl)).path("id").asText();
            var secret = api.post("/agents/" + agent + "/identity-secret", Map.of()).path("secret").asText();
            return new ParleyHub(port, process, agent, secret);
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static JsonApi api(int port) throws IOException {
        var login = new JsonApi(port, "", "/api/v1").post("/auth/login", Map.of("email", EMAIL, "password", PASSWORD));
        return new JsonApi(port, login.path("accessToken").asText(), "/api/v1");
    }

    /// The console's REST as the first member.
    public JsonApi api() throws IOException {
        return api(port);
    }

    /// Where the agent stands in it.
    public String agentPath() {
        return "/agents/" + agent;
    }

    private static Map<String, ?> agent(String modelBaseUrl) {
        return Map.of(
                "name", "Bench",
                "slug", SLUG,
                "instructions", "You are a helpful assistant.",
                "access", "private",
                "model", Map.of("provider", "openai", "baseUrl", modelBaseUrl, "model", "scripted", "apiKey", "bench"));
    }

    /// The same hub in a new process on the same data.
    ///
    /// @param work where it was started before
    public ParleyHub restart(Path root, Path work) throws IOException {
        process.close();
        return new ParleyHub(port, startBare(root, work, port, Map.of()), agent, secret);
    }

    /// The chat's REST of the agent, as the user with this number. Paths begin after the agent.
    public JsonApi chat(int user) {
        return new JsonApi(port, token(user), "/embed/v1/agents/" + SLUG);
    }

    /// An identity token of the user with this number.
    public String token(int user) {
        return Tokens.forUser(secret, email(user));
    }

    private static String email(int user) {
        return "user" + user + "@example.com";
    }

    public static int freePort() throws IOException {
        return HubProcess.freePort();
    }

    @Override
    public String name() {
        return "Parley";
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
        return "/embed/v1/agents/" + SLUG + "/chat";
    }

    @Override
    public List<String> opening(int user) {
        return List.of("{\"type\":\"hello\",\"token\":\"%s\",\"capabilities\":[]}".formatted(
                token(user)));
    }

    @Override
    public String question(int user) {
        return "{\"type\":\"send\",\"id\":\"q%s\",\"text\":\"What does the hub know about user %d?\"}"
                .formatted(UUID.randomUUID(), user);
    }
}
