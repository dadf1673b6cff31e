package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A builder's chat with a draft.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewTest {
    private static final String VARIABLES = """
            'variables':[{'name':'name','default':'you'},{'name':'plan','default':'free','overridable':'nobody'}]""";

    private final TestHub hub = TestHub.start();
    private final Api owner = hub.owner();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aPreviewAnswersAsTheDraftAndSaysWhichVariablesAreInEffect() {
        var agent = create("{'name':'Draft','access':'private'}");
        save(agent, "{'greeting':'Hi {{name}} on {{plan}}','starters':['I am {{name}}']," + VARIABLES + "}");

        var preview = owner.post(path(agent) + "/preview", TestJson.of(
                "{'identity':{'id':'jane@example.com','variables':{'name':'Jane','plan':'gold','shoe':42}}}")).expect(200);
        var session = session(agent, preview).expect(200);

        assertThat(session.at("/agent/greeting").asText()).isEqualTo("Hi Jane on free");
        assertThat(session.at("/agent/starters/0").asText()).isEqualTo("I am Jane");
        assertThat(preview.path("variables").findValuesAsText("source")).containsExactly("token", "fixed");
        assertThat(preview.path("variables").findValuesAsText("value")).containsExactly("Jane", "free");
        assertThat(preview.path("ignored")).extracting(JsonNode::asText).containsExactly("shoe");
    }

    @Test
    void aChangeOfTheDraftShowsInTheNextAnswer() {
        var agent = create("{'name':'Live'}");
        var preview = open(owner, agent);
        save(agent, "{'greeting':'One'}");
        assertThat(session(agent, preview).expect(200).at("/agent/greeting").asText()).isEqualTo("One");

        save(agent, "{'greeting':'Two'}");

        assertThat(session(agent, preview).expect(200).at("/agent/greeting").asText()).isEqualTo("Two");
    }

    @Test
    void whatIsSaidInAPreviewIsInNobodysHistoryAndEndsWithTheLogin() {
        var agent = create("{'name':'Quiet'}");
        var builder = hub.signIn(TestHub.EMAIL, TestHub.PASSWORD);
        var preview = open(builder, agent);
        say(agent, preview).expect(200);

        assertThat(conversations(agent, preview)).isOne();
        assertThat(conversations(agent, open(owner, agent))).isZero();
        assertThat(owner.get("/api/v1/conversations?agent=" + agent.path("id").asText()).expect(200).path("items")).isEmpty();
        assertThat(conversations(agent, open(builder, agent))).as("the same login goes on").isOne();

        builder.post("/api/v1/auth/logout", TestJson.of("{}")).expect(200);

        assertThat(session(agent, preview).refusal(401)).isEqualTo("authentication_failed");
    }

    @Test
    void eachIdentityHasAHistoryOfItsOwn() {
        var agent = create("{'name':'Apart'}");
        var jane = open(owner, agent, "{'identity':{'id':'jane'}}");
        say(agent, jane).expect(200);

        assertThat(conversations(agent, open(owner, agent, "{'identity':{'id':'tom'}}"))).isZero();
        assertThat(conversations(agent, open(owner, agent, "{'identity':{'id':'jane','issuer':'tenant'}}"))).isZero();
        assertThat(conversations(agent, open(owner, agent, "{'identity':{'id':'jane','variables':{'a':1}}}"))).isOne();
        assertThat(conversations(agent, open(owner, agent))).isZero();
    }

    @Test
    void aTicketOpensOneAgentForOneLoginThatMayStillBuild() {
        var agent = create("{'name':'Mine'}");
        var other = create("{'name':'Other'}");
        var preview = open(owner, agent);
        assertThat(session(other, preview).refusal(401)).isEqualTo("authentication_failed");
        var ticket = preview.path("ticket").asText();
        assertThat(hub.as(ticket.substring(0, ticket.length() - 2) + "xx")
                .get("/embed/v1/agents/" + agent.path("id").asText() + "/session").refusal(401))
                .isEqualTo("authentication_failed");
        assertThat(hub.as(ticket).get("/api/v1/auth/me").refusal(401)).isEqualTo("authentication_failed");

        var link = owner.post("/api/v1/members", TestJson.of("{'email':'b@preview.test','role':'builder'}")).expect(201);
        var token = link.path("link").asText();
        var login = hub.anonymous().post("/api/v1/auth/accept", TestJson.of("{'token':'"
                + token.substring(token.indexOf('#') + 1) + "','password':'a long enough one'}")).expect(200);
        var theirs = open(hub.as(login.path("accessToken").asText()), agent);
        session(agent, theirs).expect(200);

        owner.patch("/api/v1/members/" + link.path("id").asText(), TestJson.of("{'role':'member'}")).expect(200);

        assertThat(session(agent, theirs).refusal(401)).isEqualTo("authentication_failed");
    }

    @Test
    void aSuspendedAgentAnswersNobodyNotEvenItsBuilder() {
        var agent = create("{'name':'Off'}");
        var preview = open(owner, agent);
        owner.patch(path(agent), TestJson.of("{'status':'suspended'}")).expect(200);

        assertThat(session(agent, preview).refusal(503)).isEqualTo("unavailable");
    }

    @Test
    void thePreviewPageMayStandInOurOwnPagesOnlyAndHoldsNoTicket() {
        var agent = create("{'name':'Framed','allowedOrigins':['https://shop.example.com']}");
        var preview = open(owner, agent);

        var page = hub.anonymous().get(preview.path("page").asText());

        if (page.status() == 503) {
            return; // This build has no browser side; the tests in a browser need one and look at the page itself.
        }
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).endsWith("frame-ancestors 'self'");
        assertThat(page.text()).contains(hub.url()).doesNotContain("pvt_", "tkt_", "shop.example.com");
    }

    private JsonNode create(String body) {
        return owner.post("/api/v1/agents", TestJson.of(body)).expect(201);
    }

    private void save(JsonNode agent, String body) {
        owner.patch(path(agent) + "/draft", TestJson.of(body)).expect(200);
    }

    private static JsonNode open(Api builder, JsonNode agent) {
        return open(builder, agent, "{}");
    }

    private static JsonNode open(Api builder, JsonNode agent, String body) {
        return builder.post(path(agent) + "/preview", TestJson.of(body)).expect(200);
    }

    private Api.Answer session(JsonNode agent, JsonNode preview) {
        return embed(preview).get(embedPath(agent) + "/session");
    }

    private Api.Answer say(JsonNode agent, JsonNode preview) {
        return embed(preview).post(embedPath(agent) + "/messages", TestJson.of("{'text':'Hello'}"));
    }

    private int conversations(JsonNode agent, JsonNode preview) {
        return embed(preview).get(embedPath(agent) + "/conversations").expect(200).path("items").size();
    }

    private Api embed(JsonNode preview) {
        return hub.as(preview.path("ticket").asText());
    }

    private static String embedPath(JsonNode agent) {
        return "/embed/v1/agents/" + agent.path("id").asText();
    }

    private static String path(JsonNode agent) {
        return "/api/v1/agents/" + agent.path("id").asText();
    }
}
