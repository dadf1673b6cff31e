package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Writing an agent, as the console does it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuilderApiTest {
    private final HttpServer model = model();
    private final List<String> authorizations = new ArrayList<>();
    private final TestHub hub = TestHub.start(Map.of(
            "PARLEY_PRIVATE_HOSTS", "127.0.0.1:" + model.getAddress().getPort(), "PARLEY_LIMIT_MODEL_TESTS", "off"));
    private final Api owner = hub.owner();

    @AfterAll
    void stop() {
        hub.close();
        model.stop(0);
    }

    @Test
    void aTemplateGivesAnAgentWordsAndABodyGoesBeforeIt() {
        var templates = owner.get("/api/v1/agent-templates").expect(200).path("items");
        assertThat(templates.findValuesAsText("id")).contains("blank", "support", "onboarding", "knowledge", "product");

        var agent = create("{'name':'Help','template':'support','greeting':'Hi!'}");

        assertThat(agent.path("instructions").asText()).contains("{{company}}");
        assertThat(agent.path("greeting").asText()).isEqualTo("Hi!");
        assertThat(agent.at("/variables/0/overridable").asText()).isEqualTo("nobody");
        assertThat(draft(agent).path("unknownNames")).isEmpty();
        assertThat(owner.post("/api/v1/agents", json("{'name':'Help','template':'none'}")).json().at("/error/field").asText())
                .isEqualTo("template");
    }

    @Test
    void everyTemplateNamesOnlyVariablesItDefinesAndItsColourStandsOut() {
        for (var template : owner.get("/api/v1/agent-templates").expect(200).path("items")) {
            var draft = draft(create("{'name':'T','template':'" + template.path("id").asText() + "'}"));
            assertThat(draft.path("unknownNames")).as(template.path("id").asText()).isEmpty();
            assertThat(draft.path("contrast").path(1).path("enough").asBoolean(true))
                    .as(template.path("id").asText()).isTrue();
        }
    }

    @Test
    void aDraftIsSavedComparedPublishedAndRolledBack() {
        var agent = create("{'name':'Flow','instructions':'One\\nTwo'}");
        var saved = patch(agent, "{'revision':%d,'instructions':'One\\n{{nmae}}\\nTwo','appearance':{'accent':'#FFEE00'}}"
                .formatted(draft(agent).path("revision").asLong()));

        assertThat(saved.at("/unknownNames/0/name").asText()).isEqualTo("nmae");
        assertThat(saved.at("/contrast/1/surface").asText()).isEqualTo("light");
        assertThat(saved.at("/contrast/1/enough").asBoolean()).isFalse();
        assertThat(saved.at("/saved/email").asText()).isEqualTo(TestHub.EMAIL);
        assertThat(owner.get(path(agent)).expect(200).path("instructions").asText()).isEqualTo("One\nTwo");

        var fields = owner.get(path(agent) + "/versions/1/diff").expect(200).path("fields");
        assertThat(fields.findValuesAsText("field")).containsExactly("instructions", "appearance.accent");
        assertThat(fields.path(0).path("lines").findValuesAsText("kind")).containsExactly("same", "added", "same");

        var version = owner.post(path(agent) + "/publish", json("{'note':'More'}")).expect(200);
        assertThat(version.path("number").asLong()).isEqualTo(2);
        assertThat(owner.get(path(agent)).expect(200).path("instructions").asText()).contains("nmae");

        owner.post(path(agent) + "/versions/1/restore", json("{'publish':true}")).expect(200);
        assertThat(owner.get(path(agent)).expect(200).path("instructions").asText()).isEqualTo("One\nTwo");
        assertThat(owner.get(path(agent) + "/versions").expect(200).path("items").findValuesAsText("number"))
                .containsExactly("3", "2", "1");
        assertThat(owner.get(path(agent) + "/versions/2/diff?against=3").expect(200).path("fields")).hasSize(2);
        assertThat(owner.get(path(agent) + "/versions/9").refusal(404)).isEqualTo("not_found");
        assertThat(owner.get(path(agent) + "/versions/1/diff?against=x").refusal(404)).isEqualTo("not_found");
    }

    @Test
    void aSecondBuilderWhoSavesOverAnOldRevisionIsRefusedWithAConflict() {
        var agent = create("{'name':'Two people'}");
        var revision = draft(agent).path("revision").asLong();
        patch(agent, "{'revision':" + revision + ",'greeting':'First'}");

        var late = owner.patch(path(agent) + "/draft", json("{'revision':" + revision + ",'greeting':'Second'}"));

        assertThat(late.refusal(409)).isEqualTo("conflict");
        assertThat(draft(agent).path("greeting").asText()).isEqualTo("First");
    }

    @Test
    void securitySettingsAreNotDrafted() {
        var agent = create("{'name':'Safe'}");

        for (var field : List.of("'access':'private'", "'allowedOrigins':['*']", "'status':'suspended'", "'slug':'x-1'")) {
            assertThat(owner.patch(path(agent) + "/draft", json("{" + field + "}")).refusal(400)).isEqualTo("invalid_request");
        }
    }

    @Test
    void aDuplicateHasTheDefinitionAndTheDocumentsButNoKeySecretOrConversation() {
        var agent = create("{'name':'Original','greeting':'Hi','access':'private','model':" + modelJson("sk-canary") + "}");
        owner.post(path(agent) + "/documents", json("{'name':'a.md','mediaType':'text/markdown','text':'Refunds take 5 days.'}"))
                .expect(201);
        owner.post(path(agent) + "/identity-secret", json("{}")).expect(200);

        var copy = owner.post(path(agent) + "/duplicate", json("{'name':'Copy'}")).expect(201);

        assertThat(copy.path("greeting").asText()).isEqualTo("Hi");
        assertThat(copy.path("access").asText()).isEqualTo("private");
        assertThat(copy.path("slug").asText()).startsWith("copy");
        assertThat(copy.at("/model/hasKey").asBoolean()).isFalse();
        assertThat(owner.get(path(copy) + "/identity-secret").expect(200).path("configured").asBoolean()).isFalse();
        assertThat(owner.get(path(copy) + "/documents").expect(200).path("items").findValuesAsText("name"))
                .containsExactly("a.md");
        assertThat(owner.get(path(copy)).text()).doesNotContain("sk-canary", "mky_");
    }

    @Test
    void aModelTestCallsTheModelWithTheKeyThatWasGivenOrKept() {
        var agent = create("{'name':'Model'}");

        var given = owner.post(path(agent) + "/model-test", json("{'model':" + modelJson("sk-given") + "}")).expect(200);
        assertThat(given.path("ok").asBoolean()).isTrue();
        assertThat(given.path("words").asText()).isEqualTo("I am ready.");
        assertThat(authorizations).last().isEqualTo("Bearer sk-given");

        patch(agent, "{'model':" + modelJson("sk-kept") + "}");
        owner.post(path(agent) + "/model-test", json("{}")).expect(200);
        assertThat(authorizations).last().isEqualTo("Bearer sk-kept");
        assertThat(owner.get("/api/v1/audit?action=agent.model_tested").text()).doesNotContain("sk-");
    }

    @Test
    void aModelTestSaysWhatFailedAndNeverReachesAPrivateHostOrSendsAKeyElsewhere() {
        var agent = create("{'name':'Failing'}");
        patch(agent, "{'model':" + modelJson("sk-kept") + "}");

        var elsewhere = owner.post(path(agent) + "/model-test", json("{'model':{'baseUrl':'http://127.0.0.1:1/v1'}}"));
        assertThat(elsewhere.json().at("/error/field").asText()).isEqualTo("model.apiKey");
        var hidden = owner.post(path(agent) + "/model-test",
                json("{'model':{'provider':'openai','baseUrl':'http://169.254.169.254/v1','model':'m','apiKey':''}}")).expect(200);
        assertThat(hidden.path("ok").asBoolean()).isFalse();
        assertThat(hidden.path("code").asText()).isEqualTo("model_unavailable");
        assertThat(hidden.path("cause").asText()).isNotBlank();
    }

    @Test
    void theSearchTryOutFindsWhatAnAnswerWouldRestOn() throws InterruptedException {
        var agent = create("{'name':'Search'}");
        owner.post(path(agent) + "/documents", json("""
                {'name':'returns.md','mediaType':'text/markdown','text':'# Returns\\n\\nRefunds reach you within five days.'}"""))
                .expect(201);
        while (owner.get(path(agent) + "/documents").expect(200).at("/items/0/state").asText().equals("indexing")) {
            Thread.sleep(20);
        }

        var passage = owner.post(path(agent) + "/documents/search", json("{'query':'When do I get my refund?'}"))
                .expect(200).at("/passages/0");

        assertThat(passage.path("name").asText()).isEqualTo("returns.md");
        assertThat(passage.path("text").asText()).contains("five days");
        assertThat(passage.path("score").asDouble()).isBetween(0.0, 1.0);
        assertThat(owner.get(path(agent) + "/documents").expect(200).at("/items/0/progress").asDouble()).isEqualTo(1);
    }

    @Test
    void anUploadByCookieNeedsBothSignsOfOurOwnPage() {
        var agent = create("{'name':'Upload'}");
        var cookie = "parley_session=" + hub.signIn(TestHub.EMAIL, TestHub.PASSWORD).bearer();
        var form = """
                --b\r
                Content-Disposition: form-data; name="file"; filename="a.md"\r
                Content-Type: text/markdown\r
                \r
                Text\r
                --b--\r
                """.getBytes(StandardCharsets.UTF_8);
        var kind = "multipart/form-data; boundary=b";
        var nobody = hub.anonymous();
        var documents = path(agent) + "/documents";

        assertThat(nobody.send("POST", documents, form, "Content-Type", kind, "Cookie", cookie, "Origin", hub.url())
                .refusal(401)).isEqualTo("sign_in_required");
        assertThat(nobody.send("POST", documents, form, "Content-Type", kind, "Cookie", cookie,
                "Sec-Fetch-Site", "same-origin").refusal(401)).isEqualTo("sign_in_required");
        assertThat(nobody.send("POST", documents, form, "Content-Type", kind, "Cookie", cookie,
                "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site").refusal(401)).isEqualTo("sign_in_required");
        assertThat(nobody.send("POST", documents, form, "Content-Type", kind, "Cookie", cookie,
                "Origin", hub.url(), "Sec-Fetch-Site", "same-site").refusal(401)).isEqualTo("sign_in_required");
        nobody.send("POST", documents, form, "Content-Type", kind, "Cookie", cookie,
                "Origin", hub.url(), "Sec-Fetch-Site", "same-origin").expect(201);
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
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String modelJson(String key) {
        return "{'provider':'openai','baseUrl':'http://127.0.0.1:" + model.getAddress().getPort()
                + "/v1','model':'m','apiKey':'" + key + "'}";
    }

    private JsonNode create(String body) {
        return owner.post("/api/v1/agents", json(body)).expect(201);
    }

    private JsonNode draft(JsonNode agent) {
        return owner.get(path(agent) + "/draft").expect(200);
    }

    private JsonNode patch(JsonNode agent, String body) {
        return owner.patch(path(agent) + "/draft", json(body)).expect(200);
    }

    private static String path(JsonNode agent) {
        return "/api/v1/agents/" + agent.path("id").asText();
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode json(String body) {
        return TestJson.of(body);
    }
}
