package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The operators' API as a program outside uses it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private final TestHub hub = TestHub.start();
    private final Api owner = hub.owner();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aLoginGivesATokenACookieAndWhoItIs() {
        var login = hub.anonymous().post("/api/v1/auth/login", json(
                "{'email':'" + TestHub.EMAIL + "','password':'" + TestHub.PASSWORD + "'}"));

        var data = login.expect(200);
        assertThat(data.path("accessToken").asText()).startsWith("ses_");
        assertThat(data.path("expiresAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(data.path("member").path("role").asText()).isEqualTo("owner");
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("parley_session=ses_").contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        assertThat(hub.as(data.path("accessToken").asText()).get("/api/v1/auth/me").expect(200)
                .path("member").path("operator").asBoolean()).isTrue();
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressReadTheSame() {
        var wrong = hub.anonymous().post("/api/v1/auth/login", json("{'email':'" + TestHub.EMAIL + "','password':'no'}"));
        var unknown = hub.anonymous().post("/api/v1/auth/login", json("{'email':'who@x.test','password':'no'}"));

        assertThat(wrong.refusal(401)).isEqualTo("authentication_failed");
        assertThat(wrong.json().path("error").path("detail")).isEqualTo(unknown.json().path("error").path("detail"));
    }

    @Test
    void aCookieCountsOnlyFromAPageOfOursAndForWritesOnlyWithJson() {
        var token = hub.signIn(TestHub.EMAIL, TestHub.PASSWORD).bearer();
        var nobody = hub.anonymous();
        var cookie = "parley_session=" + token;

        assertThat(nobody.get("/api/v1/auth/me", "Cookie", cookie).refusal(401)).isEqualTo("sign_in_required");
        assertThat(nobody.get("/api/v1/auth/me", "Cookie", cookie, "Origin", "https://evil.example").refusal(401))
                .isEqualTo("sign_in_required");
        assertThat(nobody.get("/api/v1/auth/me", "Cookie", cookie, "Sec-Fetch-Site", "same-site").refusal(401))
                .isEqualTo("sign_in_required");
        nobody.get("/api/v1/auth/me", "Cookie", cookie, "Sec-Fetch-Site", "same-origin").expect(200);
        nobody.get("/api/v1/auth/me", "Cookie", cookie, "Origin", hub.url()).expect(200);
        assertThat(nobody.send("POST", "/api/v1/agents", "{\"name\":\"Form\"}".getBytes(StandardCharsets.UTF_8),
                "Cookie", cookie, "Origin", hub.url(), "Content-Type", "text/plain").refusal(401))
                .isEqualTo("sign_in_required");
        nobody.post("/api/v1/agents", json("{'name':'Json'}"), "Cookie", cookie, "Origin", hub.url()).expect(201);
    }

    @Test
    void aLogoutEndsTheSession() {
        var session = hub.signIn(TestHub.EMAIL, TestHub.PASSWORD);

        session.post("/api/v1/auth/logout", json("{}")).expect(200);

        assertThat(session.get("/api/v1/auth/me").refusal(401)).isEqualTo("authentication_failed");
    }

    @Test
    void anAgentIsMadeChangedSuspendedAndDeleted() {
        var made = owner.post("/api/v1/agents", json("""
                {'name':'Support','model':{'provider':'openai','baseUrl':'https://api.example.com/v1','model':'m','apiKey':'sk-canary-1'},
                 'allowedOrigins':['https://shop.example.com'],'variables':[{'name':'plan','default':'free'}]}"""));
        var agent = made.expect(201);
        var path = "/api/v1/agents/" + agent.path("id").asText();

        assertThat(made.text()).doesNotContain("sk-canary-1");
        assertThat(agent.path("slug").asText()).isEqualTo("support");
        assertThat(agent.path("access").asText()).isEqualTo("public");
        assertThat(agent.path("tokenPolicy").toString())
                .isEqualTo("{\"accept\":[\"agent\",\"minted\"],\"requireExp\":false,\"maxLifetime\":\"24h\",\"adoptVisitor\":false}");
        var changed = owner.patch(path, json("{'status':'suspended','greeting':'Hello {{plan}}'}")).expect(200);
        assertThat(changed.path("status").asText()).isEqualTo("suspended");
        assertThat(changed.path("model").path("hasKey").asBoolean()).isTrue();
        var refused = owner.patch(path, json("{'model':{'baseUrl':'https://thief.example/v1'}}"));
        assertThat(refused.refusal(400)).isEqualTo("invalid_request");
        assertThat(refused.json().path("error").path("field").asText()).isEqualTo("model.apiKey");
        assertThat(owner.get("/api/v1/agents").expect(200).path("items").toString())
                .contains(agent.path("id").asText()).doesNotContain("sk-canary-1");

        owner.delete(path).expect(200);
        assertThat(owner.get(path).refusal(404)).isEqualTo("not_found");
    }

    @Test
    void eachWrongFieldOfAnAgentIsNamed() {
        refusedField("{}", "name");
        refusedField("{'name':'A','colour':'red'}", "colour");
        refusedField("{'name':'A','slug':'Not A Slug'}", "slug");
        refusedField("{'name':'A','access':'secret'}", "access");
        refusedField("{'name':'A','variables':[{'name':'a b'}]}", "variables[0].name");
        refusedField("{'name':'A','variables':[{'name':'a'},{'name':'a'}]}", "variables[1].name");
        refusedField("{'name':'A','starters':['1','2','3','4','5','6','7']}", "starters");
        refusedField("{'name':'A','allowedOrigins':['https://a.example/path']}", "allowedOrigins[0]");
        refusedField("{'name':'A','allowedOrigins':['https://a.example; script-src *']}", "allowedOrigins[0]");
        refusedField("{'name':'A','allowedOrigins':['https://*.example.com']}", "allowedOrigins[0]");
        refusedField("{'name':'A','allowedOrigins':['null']}", "allowedOrigins[0]");
        refusedField("{'name':'A','tokenPolicy':{'maxLifetime':'soon'}}", "tokenPolicy.maxLifetime");
        refusedField("{'name':'A','tokenPolicy':{'accept':['everything']}}", "tokenPolicy.accept");
        refusedField("{'name':'A','model':{'provider':'openai'}}", "model.baseUrl");
        refusedField("{'name':'A','model':{'provider':'openai','baseUrl':'file:///etc/passwd','model':'m'}}", "model.baseUrl");
        refusedField("{'name':'A','model':{'provider':'builtin','apiKey':'k'}}", "model.apiKey");
    }

    private void refusedField(String body, String field) {
        var answer = owner.post("/api/v1/agents", json(body));
        assertThat(answer.refusal(400)).isEqualTo("invalid_request");
        assertThat(answer.json().path("error").path("field").asText()).as(body).isEqualTo(field);
    }

    @Test
    void anIdentitySecretIsShownOnceRotatedAndRevoked() {
        var secret = "/api/v1/agents/" + newAgent("Secretive") + "/identity-secret";

        assertThat(owner.get(secret).expect(200).path("configured").asBoolean()).isFalse();
        var first = owner.post(secret, json("{}")).expect(200);
        assertThat(first.path("secret").asText()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(owner.post(secret, json("{}")).refusal(409)).isEqualTo("conflict");
        var second = owner.post(secret + "/rotate", json("{'overlap':'1h'}")).expect(200);
        var status = owner.get(secret);
        assertThat(status.expect(200).path("current").path("id")).isEqualTo(second.path("id"));
        assertThat(status.expect(200).path("previous").path("id")).isEqualTo(first.path("id"));
        assertThat(status.expect(200).path("previous").path("retiresAt").asText()).isNotEmpty();
        assertThat(status.text()).doesNotContain(first.path("secret").asText(), second.path("secret").asText());
        assertThat(owner.post(secret + "/rotate", json("{'overlap':'25h'}")).refusal(400)).isEqualTo("invalid_request");
        owner.send("POST", secret + "/rotate", null).expect(200);
        assertThat(owner.get(secret).expect(200).has("previous")).isFalse();
        assertThat(owner.delete(secret).expect(200).path("revoked").asInt()).isEqualTo(1);
        assertThat(owner.get(secret).expect(200).path("configured").asBoolean()).isFalse();
    }

    @Test
    void anApiKeyDoesWhatItsScopesSayAndMakesNoBroaderOne() {
        var agent = newAgent("Scoped");
        var other = newAgent("Out of reach");
        var made = owner.post("/api/v1/api-keys", json(
                "{'name':'Reader','scopes':['agents:read'],'agents':['scoped']}")).expect(201);
        assertThat(made.path("agents").path(0).asText()).as("a slug will do").isEqualTo(agent);
        var reader = hub.as(made.path("key").asText());

        reader.get("/api/v1/agents/" + agent).expect(200);
        assertThat(reader.get("/api/v1/agents/" + other).refusal(404)).isEqualTo("not_found");
        assertThat(reader.get("/api/v1/agents").expect(200).path("items")).hasSize(1);
        assertThat(reader.patch("/api/v1/agents/" + agent, json("{'name':'Mine'}")).refusal(403)).isEqualTo("access_denied");
        assertThat(owner.get("/api/v1/api-keys").text()).doesNotContain(made.path("key").asText());

        var limited = hub.as(owner.post("/api/v1/api-keys", json(
                "{'name':'Limited','scopes':['admin'],'agents':['" + agent + "'],'expiresAt':'2099-01-01T00:00:00Z'}"))
                .expect(201).path("key").asText());
        assertThat(limited.post("/api/v1/api-keys", json("{'name':'All','scopes':['admin']}")).refusal(403))
                .isEqualTo("access_denied");
        limited.post("/api/v1/api-keys", json("{'name':'Less','scopes':['agents:read'],'agents':['" + agent
                + "'],'expiresAt':'2098-01-01T00:00:00Z'}")).expect(201);
        assertThat(limited.get("/api/v1/members").refusal(403)).isEqualTo("access_denied");

        owner.delete("/api/v1/api-keys/" + made.path("id").asText()).expect(200);
        assertThat(reader.get("/api/v1/agents/" + agent).refusal(401)).isEqualTo("authentication_failed");
    }

    @Test
    void aDocumentComesAsJsonOrAsAFile() {
        var documents = "/api/v1/agents/" + newAgent("Reader") + "/documents";

        var text = owner.post(documents, json("{'name':'faq.md','mediaType':'text/markdown','text':'# Delivery'}"))
                .expect(201);
        var form = """
                --b0undary\r
                Content-Disposition: form-data; name="file"; filename="C:\\\\docs\\\\terms.txt"\r
                Content-Type: text/plain\r
                \r
                Thirty days.\r
                --b0undary--\r
                """;
        var file = owner.send("POST", documents, form.getBytes(StandardCharsets.UTF_8),
                "Content-Type", "multipart/form-data; boundary=b0undary").expect(201);

        assertThat(file.path("name").asText()).isEqualTo("terms.txt");
        assertThat(file.path("bytes").asInt()).isEqualTo(12);
        assertThat(owner.get(documents).expect(200).path("items")).hasSize(2);
        owner.delete(documents + "/" + text.path("id").asText()).expect(200);
        assertThat(owner.get(documents).expect(200).path("items")).hasSize(1);
        for (var broken : new String[] {"", "no boundary at all", "--b0undary\r\nContent-Disposition: form-data; name=\"file\"\r\n"}) {
            assertThat(owner.send("POST", documents, broken.getBytes(StandardCharsets.UTF_8),
                    "Content-Type", "multipart/form-data; boundary=b0undary").refusal(400)).isEqualTo("invalid_request");
        }
        assertThat(owner.send("POST", documents, form.getBytes(StandardCharsets.UTF_8),
                "Content-Type", "multipart/form-data").refusal(400)).isEqualTo("invalid_request");
        assertThat(owner.post(documents, json("{'name':'x.exe','mediaType':'application/x-msdownload','text':'MZ'}"))
                .refusal(400)).isEqualTo("invalid_request");
    }

    @Test
    void peopleAreInvitedToAnAgentByAddressAndByGroup() {
        var agent = newAgent("Private");
        var group = owner.post("/api/v1/groups", json("{'name':'support'}")).expect(201).path("id").asText();

        var invited = owner.post("/api/v1/agents/" + agent + "/invitations",
                json("{'invitees':['ada@invited.test','group:support']}")).expect(201).path("items");
        var link = invited.path(0).path("link").asText();
        assertThat(invited.path(0).path("pending").asBoolean()).isTrue();
        assertThat(invited.path(1).path("invitee").asText()).isEqualTo("group:support");
        var token = link.substring(link.indexOf('#') + 1);
        var session = hub.anonymous().post("/api/v1/auth/accept",
                json("{'token':'" + token + "','password':'a long enough one'}")).expect(200);
        assertThat(session.path("member").path("role").asText()).isEqualTo("member");
        assertThat(hub.anonymous().post("/api/v1/auth/accept",
                json("{'token':'" + token + "','password':'a long enough one'}")).refusal(404)).isEqualTo("not_found");
        var ada = hub.as(session.path("accessToken").asText());
        assertThat(ada.get("/api/v1/agents").refusal(403)).isEqualTo("access_denied");

        owner.send("PUT", "/api/v1/groups/" + group + "/members",
                ("{\"members\":[\"" + session.path("member").path("id").asText() + "\"]}").getBytes(StandardCharsets.UTF_8))
                .expect(200);
        assertThat(owner.get("/api/v1/groups/" + group).expect(200).path("members")).hasSize(1);
        owner.delete("/api/v1/agents/" + agent + "/invitations/" + invited.path(1).path("id").asText()).expect(200);
        assertThat(owner.get("/api/v1/agents/" + agent + "/invitations").expect(200).path("items")).hasSize(1);
        owner.delete("/api/v1/members/" + session.path("member").path("id").asText()).expect(200);
        assertThat(ada.get("/api/v1/auth/me").refusal(401)).isEqualTo("authentication_failed");
        assertThat(owner.get("/api/v1/agents/" + agent + "/invitations").expect(200).path("items")).isEmpty();
    }

    @Test
    void nobodyGivesARoleAboveTheirOwnAndAnOwnerRemains() {
        var me = owner.get("/api/v1/auth/me").expect(200).path("member").path("id").asText();
        assertThat(owner.delete("/api/v1/members/" + me).refusal(409)).isEqualTo("conflict");
        assertThat(owner.patch("/api/v1/members/" + me, json("{'role':'member'}")).refusal(409)).isEqualTo("conflict");

        var link = owner.post("/api/v1/members", json("{'email':'admin@roles.test','role':'admin'}")).expect(201)
                .path("link").asText();
        var admin = hub.as(hub.anonymous().post("/api/v1/auth/accept", json("{'token':'"
                + link.substring(link.indexOf('#') + 1) + "','password':'a long enough one'}")).expect(200)
                .path("accessToken").asText());
        assertThat(admin.post("/api/v1/members", json("{'email':'o@roles.test','role':'owner'}")).refusal(403))
                .isEqualTo("access_denied");
        assertThat(admin.patch("/api/v1/members/" + me, json("{'role':'member'}")).refusal(403)).isEqualTo("access_denied");
        assertThat(admin.post("/api/v1/api-keys", json(
                "{'name':'Long','scopes':['embed:mint'],'maxTokenLifetime':'7d'}")).refusal(403)).isEqualTo("access_denied");
        owner.post("/api/v1/api-keys", json("{'name':'Long','scopes':['embed:mint'],'maxTokenLifetime':'7d'}")).expect(201);
        assertThat(admin.post("/api/v1/tenants", json("{'name':'Mine'}")).refusal(403)).isEqualTo("access_denied");

        var key = hub.as(owner.post("/api/v1/api-keys", json("{'name':'HR','scopes':['members:write']}")).expect(201)
                .path("key").asText());
        key.post("/api/v1/members", json("{'email':'m@roles.test','role':'member'}")).expect(201);
        assertThat(key.post("/api/v1/members", json("{'email':'b@roles.test','role':'builder'}")).refusal(403))
                .isEqualTo("access_denied");
    }

    @Test
    void anOperatorMakesATenantWhoseOwnerSignsInAndKnowsTheSecret() {
        var made = owner.post("/api/v1/tenants", json("{'name':'Second'}")).expect(201);

        assertThat(made.path("tenant").path("id").asText()).startsWith("ten_");
        assertThat(made.path("jwtSecret").asText()).hasSizeGreaterThanOrEqualTo(32);
        var second = hub.signIn(made.path("owner").path("email").asText(), made.path("owner").path("password").asText());
        assertThat(second.get("/api/v1/tenant").expect(200).path("id")).isEqualTo(made.path("tenant").path("id"));
        assertThat(second.get("/api/v1/tenant/secret").expect(200).path("configured").asBoolean()).isTrue();
        assertThat(second.post("/api/v1/tenant/secret/rotate", json("{}")).expect(200).path("secret"))
                .isNotEqualTo(made.path("jwtSecret"));
        var agent = second.post("/api/v1/agents", json("{'name':'Default'}")).expect(201).path("id").asText();
        assertThat(second.patch("/api/v1/tenant", json("{'defaultAgent':'" + agent + "'}")).expect(200)
                .path("defaultAgent").asText()).isEqualTo(agent);
        assertThat(second.patch("/api/v1/tenant", json("{'defaultAgent':''}")).expect(200).path("defaultAgent").isTextual()).isFalse();
        assertThat(second.patch("/api/v1/tenant", json("{'defaultAgent':'default'}")).expect(200)
                .path("defaultAgent").asText()).as("a slug will do").isEqualTo(agent);
        for (var foreign : List.of(newAgent("Foreign"), "foreign", "nowhere")) {
            assertThat(second.patch("/api/v1/tenant", json("{'defaultAgent':'" + foreign + "'}")).refusal(400))
                    .isEqualTo("invalid_request");
        }
    }

    @Test
    void aConversationIsListedReadAndErasedAndEachReadingStandsInTheLog() {
        var agent = newAgent("Talkative");
        var me = owner.get("/api/v1/auth/me").expect(200).path("member").path("id").asText();
        var said = owner.post("/embed/v1/agents/" + agent + "/messages", json("{'text':'Where is my order?'}")).expect(200);
        var conversation = "/api/v1/conversations/" + said.path("conversation").asText();

        var listed = owner.get("/api/v1/conversations?agent=" + agent).expect(200).path("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("principal").path("kind").asText()).isEqualTo("member");
        assertThat(owner.get("/api/v1/conversations?agent=" + agent + "&kind=member&user=" + me).expect(200)
                .path("items")).hasSize(1);
        assertThat(owner.get("/api/v1/conversations?agent=" + agent + "&user=jane").expect(200).path("items")).isEmpty();
        var transcript = owner.get(conversation + "/messages?limit=1").expect(200);
        assertThat(transcript.path("items").path(0).path("text").asText()).isEqualTo("Where is my order?");
        var rest = owner.get(conversation + "/messages?after=" + transcript.path("next").asText()).expect(200);
        assertThat(rest.path("items").path(0).path("role").asText()).isEqualTo("assistant");
        assertThat(owner.get("/api/v1/audit?action=conversation.read").expect(200).path("items")).isNotEmpty();

        var erased = owner.post("/api/v1/agents/" + agent + "/users/erase",
                json("{'kind':'member','id':'" + me + "'}")).expect(200);
        assertThat(erased.path("conversations").asInt()).isEqualTo(1);
        assertThat(erased.path("messages").asInt()).isEqualTo(2);
        assertThat(owner.get(conversation).refusal(404)).isEqualTo("not_found");
    }

    @Test
    void everyChangeStandsInTheAuditLogWithoutSecrets() {
        var agent = newAgent("Audited");
        var secret = owner.post("/api/v1/agents/" + agent + "/identity-secret", json("{}")).expect(200)
                .path("secret").asText();
        var key = owner.post("/api/v1/api-keys", json("{'name':'K','scopes':['agents:read']}")).expect(201);

        var log = owner.get("/api/v1/audit?limit=200");
        assertThat(log.expect(200).path("items").findValuesAsText("action"))
                .contains("agent.created", "agent.secret.generated", "api_key.created", "member.signed_in");
        assertThat(log.text()).doesNotContain(secret, key.path("key").asText(), TestHub.PASSWORD);
        assertThat(owner.get("/api/v1/audit?target=" + agent).expect(200).path("items")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(owner.get("/api/v1/audit/verify").expect(200).path("intact").asBoolean()).isTrue();
    }

    @Test
    void aListIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            owner.post("/api/v1/groups", json("{'name':'page " + i + "'}")).expect(201);
        }
        var first = owner.get("/api/v1/groups?limit=3").expect(200);
        var second = owner.get("/api/v1/groups?limit=3&before=" + first.path("next").asText()).expect(200);

        assertThat(first.path("items")).hasSize(3);
        assertThat(second.path("items").findValuesAsText("id"))
                .isNotEmpty().doesNotContainAnyElementsOf(first.path("items").findValuesAsText("id"));
        assertThat(owner.get("/api/v1/groups?limit=0").refusal(400)).isEqualTo("invalid_request");
        assertThat(owner.get("/api/v1/groups?before=nonsense").refusal(400)).isEqualTo("invalid_request");
    }

    private String newAgent(String name) {
        return owner.post("/api/v1/agents", json("{'name':'" + name + "'}")).expect(201).path("id").asText();
    }

    private static ObjectNode json(String text) {
        return TestJson.of(text);
    }
}
