package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What operators do with conversations after they happened.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatingTest {
    private final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_SENDS_PER_USER", "off"));
    private final Api owner = hub.owner();
    private final String me = owner.get("/api/v1/auth/me").expect(200).path("member").path("id").asText();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aTranscriptTellsHowEachAnswerCameAbout() {
        var agent = newAgent("Timed");
        var conversation = say(agent, "What is your return policy?");

        var items = owner.get("/api/v1/conversations/" + conversation + "/messages").expect(200).path("items");
        var answer = items.path(1);

        assertThat(answer.path("answers").asText()).isEqualTo(items.path(0).path("id").asText());
        assertThat(answer.path("model").asText()).isEqualTo("builtin");
        assertThat(answer.path("wholeMs").asLong()).isGreaterThanOrEqualTo(answer.path("firstWordsMs").asLong());
        assertThat(items.path(0).has("model")).isFalse();
    }

    @Test
    void conversationsAreFilteredAndCounted() {
        var agent = newAgent("Filtered");
        say(agent, "one");
        say(agent, "two");
        var list = "/api/v1/conversations?count=true&agent=" + agent;

        assertThat(owner.get(list).expect(200).path("count").asInt()).isEqualTo(2);
        assertThat(owner.get(list).expect(200).path("countIsExact").asBoolean()).isTrue();
        assertThat(count(list + "&user=" + me)).isEqualTo(2);
        assertThat(count(list + "&user=" + TestHub.EMAIL)).isEqualTo(2);
        assertThat(count(list + "&user=jane")).isZero();
        assertThat(count(list + "&error=any")).isZero();
        assertThat(count(list + "&feedback=up")).isZero();
        assertThat(count(list + "&to=2020-01-01")).isZero();
        assertThat(count(list + "&from=2020-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(owner.get(list + "&error=nonsense").refusal(400)).isEqualTo("invalid_request");
        assertThat(owner.get(list + "&feedback=nonsense").refusal(400)).isEqualTo("invalid_request");
        assertThat(owner.get(list + "&from=yesterday").refusal(400)).isEqualTo("invalid_request");
        assertThat(owner.get(list + "&from=2026-02-02&to=2026-02-01").refusal(400)).isEqualTo("invalid_request");
    }

    @Test
    void conversationsAreExportedAsJsonWithEveryMessage() {
        var agent = newAgent("Exported");
        var first = say(agent, "first");
        say(agent, "second");

        var file = owner.get("/api/v1/conversations/export?agent=" + agent);
        var conversations = file.json().path("conversations");

        assertThat(file.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"parley-conversations.json\"");
        assertThat(file.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(conversations.findValuesAsText("id")).contains(first);
        assertThat(conversations).hasSize(2).allSatisfy(each -> assertThat(each.path("messages")).hasSize(2));
        assertThat(owner.get("/api/v1/audit?action=conversations.exported").expect(200).path("items").findValuesAsText("agent"))
                .contains(agent);
    }

    @Test
    void anExportForSpreadsheetsRunsNothing() {
        var agent = newAgent("=Sheet");
        say(agent, "=HYPERLINK(\"http://evil.test\")");

        var file = owner.get("/api/v1/conversations/export?format=csv&agent=" + agent);

        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(file.text().lines().findFirst().orElseThrow()).startsWith("conversation,agent,agent_name,").endsWith(",text");
        assertThat(file.text()).contains("\"'=HYPERLINK(\"\"http://evil.test\"\")\"").contains(",'=Sheet,")
                .doesNotContain(",=");
    }

    @Test
    void oneUserIsErasedEverywhereAndTheReceiptProvesIt() {
        say(newAgent("Erased one"), "forget me");
        say(newAgent("Erased two"), "forget me too");

        var receipt = owner.post("/api/v1/users/erase", json("{'kind':'member','id':'" + me + "'}")).expect(200);

        assertThat(receipt.path("conversations").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(receipt.path("subject").asText())
                .isEqualTo(Hashes.sha256(receipt.path("receipt").asText() + ":member::" + me));
        assertThat(count("/api/v1/conversations?count=true&user=" + me)).isZero();
        var again = owner.get("/api/v1/receipts/" + receipt.path("receipt").asText());
        assertThat(again.expect(200)).isEqualTo(receipt);
        var line = owner.get("/api/v1/audit?action=user.erased").expect(200).path("items").path(0);
        assertThat(line.path("hash").asText()).isEqualTo(receipt.path("lines").path(0).path("hash").asText());
        assertThat(line.path("details").toString()).doesNotContain(me);
    }

    @Test
    void aKeyThatIsLimitedToSomeAgentsSeesOnlyThoseAndErasesOnlyThere() {
        var mine = newAgent("Mine");
        var foreign = newAgent("Foreign");
        say(mine, "mine");
        var hidden = say(foreign, "canary");
        var key = hub.as(owner.post("/api/v1/api-keys", json("{'name':'limited','scopes':['conversations:read',"
                + "'conversations:write'],'agents':['" + mine + "']}")).expect(201).path("key").asText());

        assertThat(key.get("/api/v1/conversations").expect(200).path("items").findValuesAsText("agent")).containsOnly(mine);
        assertThat(key.get("/api/v1/conversations/export").text()).contains("mine").doesNotContain("canary");
        assertThat(key.get("/api/v1/conversations/export?format=csv").text()).doesNotContain("canary");
        assertThat(key.get("/api/v1/usage").expect(200).path("items").findValuesAsText("agent")).containsOnly(mine);
        assertThat(key.get("/api/v1/usage?agent=" + foreign).refusal(404)).isEqualTo("not_found");
        assertThat(key.get("/api/v1/conversations?agent=" + foreign).refusal(404)).isEqualTo("not_found");
        assertThat(key.get("/api/v1/conversations/" + hidden).refusal(404)).isEqualTo("not_found");
        assertThat(key.delete("/api/v1/conversations/" + hidden).refusal(404)).isEqualTo("not_found");
        assertThat(key.post("/api/v1/users/erase", json("{'kind':'member','id':'" + me + "'}")).expect(200)
                .path("agents").path(0).asText()).isEqualTo(mine);
        assertThat(owner.get("/api/v1/conversations/" + hidden).expect(200).path("id").asText()).isEqualTo(hidden);
    }

    @Test
    void usageIsCountedByAgentAndDay() {
        var agent = newAgent("Counted");
        say(agent, "hello");

        var usage = owner.get("/api/v1/usage?agent=" + agent).expect(200);
        var day = usage.path("items").path(0);

        assertThat(usage.path("timeZone").asText()).isEqualTo("UTC");
        assertThat(day.path("conversations").asInt()).isEqualTo(1);
        assertThat(day.path("users").asInt()).isEqualTo(1);
        assertThat(day.path("medianMs").isNumber()).isTrue();
        assertThat(usage.path("totals").path("messages").asInt()).isEqualTo(1);
        assertThat(owner.get("/api/v1/usage/export?format=csv&agent=" + agent).text())
                .startsWith("day,agent,conversations,").contains(agent);
        assertThat(owner.get("/api/v1/usage?from=2020-01-01").refusal(400)).isEqualTo("invalid_request");
        assertThat(owner.get("/api/v1/usage?from=x").refusal(400)).isEqualTo("invalid_request");
    }

    @Test
    void theAuditLogIsFilteredByTimeNamesItsActorsAndIsExported() {
        var agent = newAgent("Logged");

        var line = owner.get("/api/v1/audit?target=" + agent + "&from=2020-01-01").expect(200).path("items").path(0);
        assertThat(line.path("actorName").asText()).isEqualTo(TestHub.EMAIL);
        assertThat(owner.get("/api/v1/audit?to=2020-01-01").expect(200).path("items")).isEmpty();
        assertThat(owner.get("/api/v1/audit?actor=member:" + me + "&action=agent.created").expect(200).path("items"))
                .isNotEmpty();
        var file = owner.get("/api/v1/audit/export?target=" + agent).json().path("entries");
        assertThat(file).hasSize(1);
        assertThat(file.path(0).path("previousHash").asText()).hasSize(64);
        assertThat(owner.get("/api/v1/audit/export?format=csv").text()).contains("agent.created").contains(agent);
        assertThat(owner.get("/api/v1/audit/verify").expect(200).path("intact").asBoolean()).isTrue();
    }

    @Test
    void answersStopWhenTheBudgetOfTheDayIsUsedUp() {
        var agent = newAgent("Budgeted");
        var used = owner.get("/api/v1/usage").expect(200).path("totals").path("answers").asInt();
        owner.patch("/api/v1/tenant", json("{'budget':{'answersPerDay':" + (used + 1) + "}}")).expect(200);

        say(agent, "the last one");
        var refused = say(agent, "one too many");

        var answer = owner.get("/api/v1/conversations/" + refused + "/messages").expect(200).path("items").path(1);
        assertThat(answer.path("failure").asText()).isEqualTo("budget_exceeded");
        assertThat(answer.path("cause").asText()).contains("budget");
        assertThat(owner.get("/api/v1/conversations?error=budget_exceeded").expect(200).path("items").findValuesAsText("id"))
                .contains(refused);
        var open = owner.patch("/api/v1/tenant", json("{'budget':{'answersPerDay':null}}")).expect(200);
        assertThat(open.path("budget").path("answersPerDay").isNull()).isTrue();
        var answered = say(agent, "again");
        assertThat(owner.get("/api/v1/conversations/" + answered).expect(200).path("failures").asInt()).isZero();
    }

    @Test
    void aTenantChoosesHowLongConversationsAreKept() {
        var changed = owner.patch("/api/v1/tenant", json("{'retention':'90d'}")).expect(200);

        assertThat(changed.path("retention").asText()).isEqualTo("90d");
        assertThat(owner.get("/api/v1/audit?action=tenant.updated").expect(200).path("items").path(0).path("details")
                .path("retention").path("to").asText()).isEqualTo("90d");
        for (var wrong : java.util.List.of("0d", "90", "-1d", "99999d", "1h")) {
            assertThat(owner.patch("/api/v1/tenant", json("{'retention':'" + wrong + "'}")).refusal(400))
                    .isEqualTo("invalid_request");
        }
        assertThat(owner.patch("/api/v1/tenant", json("{'retention':'off'}")).expect(200).path("retention").asText())
                .isEqualTo("off");
    }

    @Test
    void theOperatorSeesHowMuchThereIsOfEachTenantAndNothingElse() {
        var made = owner.post("/api/v1/tenants", json("{'name':'Summed up'}")).expect(201).path("owner");
        var second = hub.signIn(made.path("email").asText(), made.path("password").asText());
        second.post("/api/v1/agents", json("{'name':'secretcanary'}")).expect(201);

        var listed = owner.get("/api/v1/tenants");

        assertThat(listed.expect(200).path("items").path(0).path("name").asText()).isEqualTo("Summed up");
        assertThat(listed.expect(200).path("items").path(0).path("agents").asInt()).isEqualTo(1);
        assertThat(listed.expect(200).path("items").path(0).path("members").asInt()).isEqualTo(1);
        assertThat(listed.text()).doesNotContain("secretcanary", made.path("email").asText());
        assertThat(second.get("/api/v1/tenants").refusal(403)).isEqualTo("access_denied");
    }

    private int count(String path) {
        return owner.get(path).expect(200).path("count").asInt();
    }

    private String say(String agent, String text) {
        JsonNode said = owner.post("/embed/v1/agents/" + agent + "/messages",
                TestJson.of("{}").put("text", text)).expect(200);
        return said.path("conversation").asText();
    }

    private String newAgent(String name) {
        return owner.post("/api/v1/agents", json("{'name':'" + name + "'}")).expect(201).path("id").asText();
    }

    private static ObjectNode json(String text) {
        return TestJson.of(text);
    }
}
