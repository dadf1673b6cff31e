package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import dev.parley.platform.json.Json;
import dev.parley.testing.TestHub;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Tokens, secrets and keys go through their whole lives, and then every place where they must not be is searched.
///
/// Allowed are: the first request of a plain iframe, whose address the host's own page writes (seed 000), and with it the
/// host's attribute `src`; the headers `Authorization` and `Parley-Visitor`; and in the storage of the hub's origin a
/// visitor's token and, for this tab alone, the login of a member who signed in inside a frame. The pages stand on the
/// hub's site, so that frames may store what they like.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofSeconds(10);

    private final ThreeOrigins world = new ThreeOrigins();
    private final HubTraces hubTraces = new HubTraces(world.hub);

    @AfterAll
    void close() throws IOException {
        hubTraces.close();
        world.close();
    }

    /// Handed over on the port, renewed, expired, refused after a rotation, given by hand, and forgotten.
    @Test
    void aTokenOfThePageWithTheScriptIsKeptNowhere() throws Exception {
        var canaries = new Canaries();
        var agent = world.agent("canary-script");
        canaries.add("the identity secret", agent.secret());
        var calls = new AtomicInteger();
        world.tokens("/canary-script", () -> {
            int call = calls.incrementAndGet();
            return canaries.add("token " + call, agent.token("jane", call == 1 ? SHORT : LONG));
        });
        try (var person = world.person()) {
            var traces = new BrowserTraces(person);
            var tab = show(person, HostPages.inline(agent, "/canary-script"));
            tab.sees("Good day, Jane.");
            tab.page().waitForFunction("calls > 1");
            tab.say("after the first token's end");
            tab.sees("You said: after the first token's end");

            canaries.add("the newer secret", agent.rotateAtHub());
            assertThat(tab.dialog()).containsText("Authentication Failed");
            tab.obstacle().getByText("Details for developers").click();
            assertNowhere(canaries, traces.read());

            agent.deploy(canaries.add("the newest secret", agent.rotateAtHub()));
            tab.tryAgain().click();
            assertThat(tab.dialog()).isHidden();
            tab.say("after the rotation");
            tab.sees("You said: after the rotation");
            tab.read("chat.refreshToken()");
            assertNowhere(canaries, traces.read());
            tab.read("chat.logout()");
            assertNowhere(canaries, traces.read());
            agent.revokeSecrets();
        }
        assertThat(canaries.count()).isGreaterThan(12);
    }

    @Test
    void aTokenInTheAddressOfAnIframeIsGoneBeforeAnythingElseHappens() throws Exception {
        var canaries = new Canaries();
        var agent = world.agent("canary-iframe");
        world.tokens("/api/dronahq-token", () -> canaries.add("a token", agent.token("jane", Duration.ofSeconds(4))));
        try (var person = world.person()) {
            var traces = new BrowserTraces(person);
            var tab = show(person, HostPages.plainIframe(agent, "/api/dronahq-token"));
            tab.sees("Good day, Jane.");
            tab.page().waitForTimeout(4000);
            tab.say("after its end");
            tab.sees("You said: after its end");

            var places = traces.read();
            places.remove("the host's page");
            places.computeIfPresent("a request", (_, requests) -> requests.replaceFirst("\\?IDENTITY_TOKEN=\\S+", ""));
            assertNowhere(canaries, places);
            assertThat(tab.document().evaluate("history.length")).isEqualTo(tab.read("history.length"));
        }
    }

    /// Wrong in every way that has a name of its own.
    @Test
    void aRefusedTokenIsToldToNobody() throws Exception {
        var canaries = new Canaries();
        var agent = world.agent("canary-refused");
        var refused = Map.of("expired", agent.token("jane", Duration.ofMinutes(-1)),
                "wrong secret", Embedded.token("a secret of somebody else, 32 bytes", "jane", LONG),
                "no token at all", "not.even-remotely-the-payload.of-a-token-of-anybody");
        try (var person = world.person()) {
            var traces = new BrowserTraces(person);
            refused.forEach((name, token) -> {
                canaries.add(name, token);
                var tab = show(person, HostPages.inline(agent, "token: () => '" + token + "'", ""));
                assertThat(tab.obstacle()).isVisible();
                tab.obstacle().getByText("Details for developers").click();
            });
            var places = new HashMap<>(traces.read());
            // The test's own page holds its fixed token in its own script.
            places.remove("the host's page");
            assertNowhere(canaries, places);
        }
    }

    @Test
    void aLoginInsideAFrameIsInTheHubsOwnStorageOfThisTabAlone() throws Exception {
        var canaries = new Canaries();
        canaries.add("the password", TestHub.PASSWORD);
        canaries.add("the owner's session", world.hub.owner().bearer());
        var agent = world.agent("canary-login");
        try (var person = world.person()) {
            var traces = new BrowserTraces(person);
            var tab = show(person, HostPages.bareIframe(agent, ""));
            tab.signIn(TestHub.EMAIL, TestHub.PASSWORD);
            tab.sees("Good day, stranger.");
            tab.say("as a member");
            tab.sees("You said: as a member");
            canaries.add("the session", tab.sent().replaceFirst("(?s).*\"token\":\"(ses_[^\"]+)\".*", "$1"));
            var places = traces.read();
            // The browser's own keeping of a login, which no script can read.
            places.remove("a cookie");
            assertThat(canaries.found(places)).containsExactly("the session in the chat's frame");
            assertThat(tab.document().evaluate("JSON.stringify({ ...localStorage })").toString()).doesNotContain("ses_");
            places.remove("the chat's frame");
            assertNowhere(canaries, places);
            assertThat(person.cookies()).allSatisfy(cookie -> assertThat(cookie.httpOnly).isTrue());
        }
    }

    @Test
    void aVisitorsTokenIsInTheHubsOwnStorageAlone() throws Exception {
        var canaries = new Canaries();
        var agent = world.agent("canary-visitor", wanted -> wanted.put("access", "public"));
        try (var person = world.person()) {
            var traces = new BrowserTraces(person);
            var tab = show(person, HostPages.inline(agent, "", ""));
            tab.say("just looking");
            tab.sees("You said: just looking");
            var token = tab.document().evaluate("Object.values(localStorage).find((value) => value.startsWith('vis_'))");
            canaries.add("the visitor's token", token.toString());
            var places = traces.read();
            assertThat(canaries.found(places)).containsExactly("the visitor's token in the chat's frame");
            places.remove("the chat's frame");
            assertNowhere(canaries, places);
            tab.read("chat.logout()");
            tab.sees("Good day, stranger.");
            assertNowhere(canaries, traces.read());
        }
    }

    @Test
    void anApiKeyAndWhatItMintsAreKeptNowhere() throws Exception {
        var canaries = new Canaries();
        var agent = world.agent("canary-minted");
        var order = Json.object().put("name", "Backend");
        order.putArray("scopes").add("embed:mint");
        var key = canaries.add("the API key",
                world.hub.owner().post("/api/v1/api-keys", order).expect(201).path("key").asText());
        world.tokens("/canary-minted", () -> canaries.add("a minted token", world.hub.as(key)
                .post("/auth/embed/token", Json.object().put("sub", "user-42")).expect(200).path("token").asText()));
        world.hub.as(key).post("/auth/embed/token", Json.object().put("sub", " ")).refusal(400);
        world.hub.as(key).get("/api/v1/agents").refusal(403);
        try (var person = world.person()) {
            var traces = new BrowserTraces(person);
            var tab = show(person, HostPages.inline(agent, "/canary-minted"));
            tab.say("hello");
            tab.sees("You said: hello");
            assertNowhere(canaries, traces.read());
        }
    }

    private Tab show(BrowserContext person, String html) {
        var tab = new Tab(person.newPage(), world.hub.url());
        tab.navigate(world.sameSite(world.publish(html)));
        return tab;
    }

    private void assertNowhere(Canaries canaries, Map<String, String> browser) throws IOException {
        var places = new HashMap<>(browser);
        places.putAll(hubTraces.read());
        assertThat(canaries.found(places)).isEmpty();
    }
}
