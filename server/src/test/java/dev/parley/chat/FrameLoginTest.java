package dev.parley.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.Axe;
import dev.parley.browser.Chromium;
import dev.parley.platform.json.Json;
import dev.parley.testing.Api;
import dev.parley.testing.HostSite;
import dev.parley.testing.TestHub;
import dev.parley.testing.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A colleague who uses a private agent inside a product of another site, in a browser that blocks third-party cookies.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FrameLoginTest {
    private static final String EMAIL = "ada@frame.test";
    private static final Pattern SESSION = Pattern.compile("ses_[\\w-]+");
    private static final String PASSWORD = "a long enough secret";

    private final TestHub hub = TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "off"));
    private final Chromium chromium = new Chromium(List.of("--test-third-party-cookie-phaseout"));
    private final HostSite host = new HostSite();
    private final String shop = host.origin("shop.localhost");
    private final JsonNode agent = agent("Inside", shop);
    private final String grant = invite();

    @AfterAll
    void stop() {
        chromium.close();
        host.close();
        hub.close();
    }

    @Test
    void aWindowOfTheHubSignsTheColleagueInAndAfterAReloadOneClickDoes() {
        try (var person = chromium.person(900)) {
            var page = open(person, "Inside", "");
            assertThat(page.frames().get(1).evaluate("() => { try { return String(localStorage); } catch { return 'denied'; } }"))
                    .isEqualTo("denied");
            signInByWindow(page);
            var frame = page.frameLocator("iframe");
            frame.getByLabel("Your message").fill("Hello");
            frame.getByLabel("Your message").press("Enter");
            assertThat(frame.locator("main")).containsText("Hello");

            page.reload();
            var window = page.waitForPopup(() -> frame.getByRole(AriaRole.BUTTON, named("Sign in")).click());
            assertThat(window.getByText("You are signed in as " + EMAIL)).isVisible();
            window.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue")).click();
            assertThat(frame.getByLabel("Your message")).isVisible();
            assertThat(frame.locator("main")).containsText("Hello");
            var sessions = hub.signIn(EMAIL, PASSWORD).get("/api/v1/auth/sessions").expect(200);
            assertThat(sessions.at("/items").findValuesAsText("name")).contains("Inside");
            assertThat(sessions.toString()).contains("Chrome on Linux");
        }
    }

    @Test
    void theTokenOfTheFrameOpensNothingButItsAgent() {
        try (var person = chromium.person(900)) {
            var sent = new CopyOnWriteArrayList<String>();
            person.onPage(opened -> opened.onWebSocket(socket -> socket.onFrameSent(frame -> sent.add(frame.text()))));
            var page = open(person, "Inside", "");
            signInByWindow(page);
            page.waitForCondition(() -> SESSION.matcher(String.join("", sent)).find());
            var token = SESSION.matcher(String.join("", sent)).results().findFirst().orElseThrow().group();
            var stolen = hub.as(token);
            assertThat(stolen.get("/api/v1/auth/me").refusal(401)).isEqualTo("authentication_failed");
            assertThat(stolen.get("/api/v1/agents").refusal(401)).isEqualTo("authentication_failed");
            var other = agent("Other", shop).path("slug").asText();
            assertThat(stolen.get("/embed/v1/agents/" + other + "/session").refusal(401)).isEqualTo("authentication_failed");
            stolen.get("/embed/v1/agents/" + agent.path("slug").asText() + "/session").expect(200);
        }
    }

    @Test
    void anEndedLoginLeadsBackToTheButton() {
        try (var person = chromium.person(900)) {
            var page = open(person, "Inside", "");
            signInByWindow(page);
            hub.signIn(EMAIL, PASSWORD).delete("/api/v1/auth/sessions").expect(200);
            var button = page.frameLocator("iframe").getByRole(AriaRole.BUTTON, named("Sign in"));
            assertThat(button).isVisible();
            page.reload();
            assertThat(button).isVisible();
        }
    }

    @Test
    void thePageAroundCannotSignAnybodyIn() {
        try (var person = chromium.person(900)) {
            var page = open(person, "Inside", "");
            var frame = page.frameLocator("iframe");
            var window = page.waitForPopup(() -> frame.getByRole(AriaRole.BUTTON, named("Sign in")).click());
            var stolen = hub.signIn(EMAIL, PASSWORD).bearer();
            page.evaluate("""
                    (token) => {
                        for (let i = 0; i < 3; i += 1) {
                            frames[0].postMessage({ type: 'parley:signed-in', nonce: '', token }, '*');
                        }
                    }""", stolen);
            window.close();
            assertThat(frame.getByText("The sign-in window was closed.")).isVisible();
            assertThat(frame.getByLabel("Your message")).isHidden();
        }
    }

    @Test
    void aPageThatOpensTheWindowItselfHearsNothing() {
        host.page("/thief.html", """
                <!doctype html><button onclick="window.open('%s/agent/%s/sign-in#nonce')">Go</button>
                <script>heard = []; addEventListener('message', (event) => heard.push(event.data));</script>"""
                .formatted(hub.url(), agent.path("slug").asText()));
        try (var person = chromium.person(900)) {
            var page = person.newPage();
            page.navigate(shop + "/thief.html");
            var window = page.waitForPopup(() -> page.getByText("Go").click());
            signIn(window);
            page.waitForTimeout(500);
            assertThat(page.evaluate("heard.length")).isEqualTo(0);
        }
    }

    @Test
    void aBlockedWindowIsSaidInWordsWithALinkToTheChatItself() {
        try (var person = chromium.person(900)) {
            var page = open(person, "Inside", " sandbox=\"allow-scripts allow-same-origin\"");
            var frame = page.frameLocator("iframe");
            frame.getByRole(AriaRole.BUTTON, named("Sign in")).click();
            assertThat(frame.getByText("Your browser blocked the sign-in window.")).isVisible();
            assertThat(frame.getByRole(AriaRole.LINK, new FrameLocator.GetByRoleOptions()
                    .setName("open this chat in its own window"))).isVisible();
        }
    }

    @Test
    void hideLoginShowsTheMessageAlone() {
        try (var person = chromium.person(900)) {
            var frame = open(person, "Inside?HIDE_LOGIN=true", "").frameLocator("iframe");
            assertThat(frame.getByRole(AriaRole.HEADING, named("Sign-in Required"))).isVisible();
            assertThat(frame.getByRole(AriaRole.BUTTON, named("Sign in"))).isHidden();
        }
    }

    @Test
    void anAgentThatListsNobodyOffersNoLoginInsideAnotherPage() {
        agent("Unlisted", null);
        try (var person = chromium.person(900)) {
            var frame = open(person, "Unlisted", "").frameLocator("iframe");
            assertThat(frame.getByRole(AriaRole.HEADING).first()).isVisible();
            assertThat(frame.getByRole(AriaRole.BUTTON, named("Sign in"))).isHidden();
        }
    }

    @Test
    void anIdentityTokenWinsOverALogin() {
        var secret = hub.owner().post("/api/v1/agents/" + agent.path("id").asText() + "/identity-secret", Json.object())
                .expect(200).path("secret").asText();
        try (var person = chromium.person(900)) {
            var page = open(person, "Inside", "");
            signInByWindow(page);
            var token = Tokens.user(secret, "jane", Duration.ofMinutes(5));
            page.evaluate("(token) => { document.querySelector('iframe').src += '?IDENTITY_TOKEN=' + token; }", token);
            var frame = page.frameLocator("iframe");
            assertThat(frame.getByLabel("Your message")).isVisible();
            frame.getByLabel("Your message").fill("I am Jane");
            frame.getByLabel("Your message").press("Enter");
            assertThat(frame.locator("main")).containsText("I am Jane");
            var history = "/embed/v1/agents/" + agent.path("slug").asText() + "/conversations";
            page.waitForCondition(() -> !hub.as(token).get(history).expect(200).at("/items").isEmpty());
        }
    }

    @Test
    void atItsOwnAddressTheChatTakesThePasswordAndAlsoAfterTheSignInPage() {
        try (var person = chromium.person(360)) {
            var page = person.newPage();
            page.navigate(hub.url() + "/agent/inside");
            assertThat(page.getByLabel("E-mail address")).isVisible();
            Axe.check(page);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Other ways to sign in")).click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Sign in to Inside"))).isVisible();
            Axe.check(page);
            signIn(page);
            assertThat(page.getByLabel("Your message")).isVisible();
        }
        try (var person = chromium.person(900)) {
            var page = person.newPage();
            page.navigate(hub.url() + "/agent/inside");
            signIn(page);
            assertThat(page.getByLabel("Your message")).isVisible();
            page.reload();
            assertThat(page.getByLabel("Your message")).isVisible();
        }
    }

    private void signInByWindow(Page page) {
        var button = page.frameLocator("iframe").getByRole(AriaRole.BUTTON, named("Sign in"));
        var window = page.waitForPopup(button::click);
        assertThat(window).hasURL(hub.url() + "/agent/inside/sign-in");
        signIn(window);
        assertThat(page.frameLocator("iframe").getByLabel("Your message")).isVisible();
        assertThat(window.isClosed()).isTrue();
    }

    private static void signIn(Page page) {
        page.getByLabel("E-mail address").fill(EMAIL);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true)).click();
    }

    private static FrameLocator.GetByRoleOptions named(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name).setExact(true);
    }

    /// A page of the other site with the agent in a plain iframe.
    private Page open(BrowserContext person, String nameAndQuery, String attributes) {
        var address = hub.url() + "/agent/" + nameAndQuery.substring(0, 1).toLowerCase(Locale.ROOT)
                + nameAndQuery.substring(1);
        host.page("/", "<!doctype html><title>Shop</title><iframe width=800 height=600 src=\"" + address + "\"" + attributes
                + "></iframe>");
        var page = person.newPage();
        page.navigate(shop + "/");
        return page;
    }

    private JsonNode agent(String name, @Nullable String origin) {
        var wanted = Json.object().put("name", name).put("access", "private");
        if (origin != null) {
            wanted.putArray("allowedOrigins").add(origin);
        }
        return hub.owner().post("/api/v1/agents", wanted).expect(201);
    }

    private String invite() {
        var body = Json.object();
        body.putArray("invitees").add(EMAIL);
        var invitation = hub.owner().post("/api/v1/agents/" + agent.path("id").asText() + "/invitations", body).expect(201)
                .at("/items/0");
        new Api(hub.url(), "").post("/api/v1/auth/accept", Json.object().put("password", PASSWORD)
                .put("token", invitation.path("link").asText().split("#", 2)[1])).expect(200);
        return invitation.path("id").asText();
    }
}
