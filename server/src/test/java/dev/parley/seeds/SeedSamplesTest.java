package dev.parley.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.Json;
import dev.parley.testing.TestHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The back-end samples of the systems Parley replaces, as their documents print them: each token opens a session. Of the
/// five that fetch a minted token, the one for ASP.NET is only read: Debian has no .NET.
@Tag("slow")
class SeedSamplesTest {
    private static final Path SAMPLES = Path.of("../examples/seeds").toAbsolutePath().normalize();

    @SuppressWarnings("NullAway.Init")
    private static TestHub hub;
    @SuppressWarnings("NullAway.Init")
    private static String agent;
    @SuppressWarnings("NullAway.Init")
    private static String tenant;

    @BeforeAll
    static void startHubAndInstall() throws Exception {
        hub = TestHub.start();
        var owner = hub.owner();
        agent = owner.post("/api/v1/agents", Json.object().put("name", "Support").put("access", "private"))
                .expect(201).path("id").asText();
        tenant = owner.patch("/api/v1/tenant", Json.object().put("defaultAgent", agent)).expect(200).path("id").asText();
        if (!Files.exists(SAMPLES.resolve("node_modules/.package-lock.json"))) {
            Program.of(SAMPLES, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts").output();
        }
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    @Test
    void aTokenOfTheSecureEmbedSampleInNodeOpensASessionOfItsAgent() throws Exception {
        var secret = hub.owner().post("/api/v1/agents/" + agent + "/identity-secret", Json.object())
                .expect(200).path("secret").asText();
        var token = sample(Map.of("DHQ_IDENTITY_SECRET", secret), "node", "dronahq-sign.cjs");

        assertThat(session(agent, token).path("principal")).isEqualTo(Json.object().put("kind", "user")
                .put("issuer", "agent").put("id", "jane@example.com").put("email", "jane@example.com"));
    }

    @Test
    void tokensOfTheSupportWidgetSamplesOpenASessionOfTheTenantsDefaultAgent() throws Exception {
        var secret = hub.owner().post("/api/v1/tenant/secret/rotate", Json.object()).expect(200).path("secret").asText();
        var environment = Map.of("TENANT_ID", tenant, "TENANT_SECRET", secret);

        for (var command : List.of(List.of("node", "support-widget-sign.mjs"), List.of(python(), "support_widget_sign.py"))) {
            var token = sample(environment, command.toArray(String[]::new));
            assertThat(session(tenant, token).path("principal")).as("%s", command).isEqualTo(Json.object()
                    .put("kind", "user").put("issuer", "tenant").put("id", "usr_jane").put("email", "jane@example.com"));
        }
    }

    @Test
    void tokensThatTheMintSamplesFetchOpenASession() throws Exception {
        var order = Json.object().put("name", "Backend");
        order.putArray("scopes").add("embed:mint");
        var key = hub.owner().post("/api/v1/api-keys", order).expect(201).path("key").asText();
        var environment = Map.of("RANCH_API_URL", hub.url(), "RANCH_API_KEY", key,
                "JAVA_HOME", System.getProperty("java.home"));

        for (var command : List.of("node ranch-mint.mjs", python() + " ranch_mint.py", "php ranch_mint.php",
                "mvn -q -B -ntp -f java/pom.xml compile exec:java")) {
            var token = sample(environment, command.split(" ", -1));
            assertThat(session(agent, token).path("principal")).as(command).isEqualTo(Json.object().put("kind", "user")
                    .put("issuer", "hub").put("id", "user-42").put("email", "jane@example.com"));
        }
    }

    private static String sample(Map<String, String> environment, String... command) throws Exception {
        return Program.of(SAMPLES, environment, command).output();
    }

    private static JsonNode session(String agent, String token) {
        return hub.as(token).get("/embed/v1/agents/" + agent + "/session").expect(200);
    }

    /// The Python that has what the samples import: Debian's packages are for Debian's own.
    private static String python() throws Exception {
        for (var python : List.of("python3", "/usr/bin/python3")) {
            if (Program.of(SAMPLES, Map.of(), python, "-c", "import jwt, flask, requests").succeeds()) {
                return python;
            }
        }
        throw new AssertionError("Install what the samples import: apt-get install python3-jwt python3-flask python3-requests");
    }
}
