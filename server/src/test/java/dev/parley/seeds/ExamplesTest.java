package dev.parley.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.json.Json;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sample host products of `examples/`, started by their one command.
@Tag("slow")
class ExamplesTest {
    @SuppressWarnings("NullAway.Init")
    private static TestHub hub;
    @SuppressWarnings("NullAway.Init")
    private static String secret;

    @BeforeAll
    static void startHub() {
        hub = TestHub.start();
        secret = ExampleProduct.makeAgent(hub);
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"node, node, server.mjs", "python, python3, server.py", "java, java, Server.java"})
    void anExampleVouchesForItsSignedInUserAndForNobodyElse(String directory, String program, String file)
            throws Exception {
        try (var example = ExampleProduct.start(hub, secret, directory, ExampleProduct.program(program), file)) {
            tryOut(new Api(example.address(), ""));
        }
    }

    private static void tryOut(Api product) {
        assertThat(product.post("/api/parley-token", Json.object().put("user", "jane")).status()).isEqualTo(401);
        assertThat(product.get("/").text()).contains("<body data-user=\"\">", hub.url() + "/parley.js", "agent: 'support'");

        var cookie = signIn(product, "omar");
        assertThat(product.get("/", "Cookie", cookie).text()).contains("<body data-user=\"omar@example.com\">");
        // A body that names somebody else changes nothing.
        var answer = product.post("/api/parley-token", Json.object().put("user", "jane"), "Cookie", cookie);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        var session = hub.as(answer.json().path("token").asText())
                .get("/embed/v1/agents/" + ExampleProduct.AGENT + "/session").expect(200);
        assertThat(session.path("principal").path("id").asText()).isEqualTo("omar@example.com");
        assertThat(session.path("principal").path("issuer").asText()).isEqualTo("agent");
        assertThat(session.path("agent").path("greeting").asText()).isEqualTo("Good day, Omar.");

        product.send("POST", "/sign-out", null, "Cookie", cookie);
        assertThat(product.send("POST", "/api/parley-token", null, "Cookie", cookie).status()).isEqualTo(401);
    }

    /// Presses a button of the page's form; the cookie that comes back.
    private static String signIn(Api product, String user) {
        var answer = product.send("POST", "/sign-in", ("user=" + user).getBytes(StandardCharsets.UTF_8),
                "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.status()).isEqualTo(303);
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
