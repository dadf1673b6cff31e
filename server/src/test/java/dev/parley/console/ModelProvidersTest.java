package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A tenant's own model providers, from their making to an answer through one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelProvidersTest {
    private static final String ALL = "/api/v1/model-providers";

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer model = model();
    private final TestHub hub = TestHub.start(
            Map.of("PARLEY_PRIVATE_HOSTS", "127.0.0.1:" + model.getAddress().getPort()));
    private final Api owner = hub.owner();

    @AfterAll
    void stop() {
        hub.close();
        model.stop(0);
    }

    @Test
    void anAgentAnswersThroughAProviderItNamesWithTheKeyOfThatMoment() {
        var provider = create("Ours", "sk-first");
        var agent = owner.post("/api/v1/agents", TestJson.of("{'name':'Through','model':{'provider':'Ours','model':'m'}}"))
                .expect(201);
        assertThat(agent.at("/model/provider").asText()).isEqualTo(provider);

        assertThat(say(agent.path("id").asText())).isEqualTo("I am ready.");
        assertThat(authorizations).last().isEqualTo("Bearer sk-first");
        owner.patch(ALL + "/" + provider, TestJson.of("{'name':'Renamed','apiKey':'sk-second'}")).expect(200);
        say(agent.path("id").asText());
        assertThat(authorizations).last().isEqualTo("Bearer sk-second");

        var refused = owner.delete(ALL + "/" + provider);
        assertThat(refused.refusal(409)).isEqualTo("conflict");
        assertThat(refused.text()).contains("Through");
        owner.patch("/api/v1/agents/" + agent.path("id").asText(), TestJson.of("{'model':{'provider':'builtin'}}")).expect(200);
        owner.delete(ALL + "/" + provider).expect(200);
        assertThat(owner.post("/api/v1/agents/" + agent.path("id").asText() + "/versions/1/restore", TestJson.of("{}"))
                .refusal(409)).isEqualTo("conflict");
    }

    @Test
    void aDraftKeepsItsProviderToo() {
        var provider = create("Drafted", "sk-draft");
        var agent = owner.post("/api/v1/agents", TestJson.of("{'name':'Drafting'}")).expect(201).path("id").asText();
        owner.patch("/api/v1/agents/" + agent + "/draft",
                TestJson.of("{'model':{'provider':'" + provider + "','model':'m'}}")).expect(200);

        assertThat(owner.delete(ALL + "/" + provider).text()).contains("Drafting");
        owner.post("/api/v1/agents/" + agent + "/model-test", TestJson.of("{}")).expect(200);
        assertThat(authorizations).contains("Bearer sk-draft");
    }

    @Test
    void theKeyIsNeverShownAndGoesToNoOtherAddress() {
        var provider = create("Secretive", "sk-canary");

        assertThat(field(owner.patch(ALL + "/" + provider, TestJson.of("{'baseUrl':'https://elsewhere.test/v1'}"))))
                .isEqualTo("apiKey");
        var agent = "{'name':'Thief','model':{'provider':'Secretive','model':'m','baseUrl':'https://elsewhere.test/v1'}}";
        assertThat(field(owner.post("/api/v1/agents", TestJson.of(agent)))).isEqualTo("model.baseUrl");
        assertThat(owner.get(ALL).text()).contains("Secretive", "\"hasKey\":true").doesNotContain("sk-canary");
        assertThat(owner.get("/api/v1/audit").text()).contains("model_provider.created").doesNotContain("sk-canary");
    }

    @Test
    void namesAreUniqueAndNotTheWordsOfTheFixedProviders() {
        create("Once", "sk-1");

        assertThat(owner.post(ALL, body("Once", "sk-2")).refusal(409)).isEqualTo("conflict");
        assertThat(field(owner.post(ALL, body("OpenAI", "sk-2")))).isEqualTo("name");
        assertThat(field(owner.post(ALL, body("mpr_x", "sk-2")))).isEqualTo("name");
    }

    @Test
    void anotherTenantsProviderIsNotFound() {
        var provider = create("Private", "sk-private");
        var made = owner.post("/api/v1/tenants", TestJson.of("{'name':'Second'}")).expect(201).path("owner");
        var second = hub.signIn(made.path("email").asText(), made.path("password").asText());

        for (var reference : List.of(provider, "Private", "nobody's")) {
            var json = TestJson.of("{'name':'Foreign','model':{'model':'m'}}");
            json.withObject("model").put("provider", reference);
            assertThat(field(second.post("/api/v1/agents", json))).isEqualTo("model.provider");
        }
        assertThat(second.get(ALL).expect(200).path("items")).isEmpty();
        assertThat(second.delete(ALL + "/" + provider).refusal(404)).isEqualTo("not_found");
    }

    private String say(String agent) {
        return owner.post("/embed/v1/agents/" + agent + "/messages", TestJson.of("{'text':'Hello'}")).expect(200)
                .at("/reply/text").asText();
    }

    private String create(String name, String key) {
        return owner.post(ALL, body(name, key)).expect(201).path("id").asText();
    }

    private com.fasterxml.jackson.databind.node.ObjectNode body(String name, String key) {
        return TestJson.of("{'name':'" + name + "','baseUrl':'http://127.0.0.1:" + model.getAddress().getPort()
                + "/v1','apiKey':'" + key + "'}");
    }

    private static String field(Api.Answer answer) {
        assertThat(answer.refusal(400)).isEqualTo("invalid_request");
        return answer.json().at("/error/field").asText();
    }

    private HttpServer model() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/chat/completions", exchange -> {
                authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.getRequestBody().readAllBytes();
                var answer = """
                        data: {"choices":[{"index":0,"delta":{"content":"I am ready."}}]}

                        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                        data: [DONE]

                        """.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
