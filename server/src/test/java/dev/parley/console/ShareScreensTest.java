package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.NARROW;
import static dev.parley.browser.ConsoleBrowser.WIDE;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.HostSite;
import dev.parley.testing.Tokens;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The share panel of an agent as a builder uses it.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareScreensTest {
    private final ConsoleBrowser console = new ConsoleBrowser();

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void anAgentIsMadePublicRenamedAndAllowedOnARefusedPage() {
        var agent = agent("public-desk");
        console.hub().owner().patch(path(agent, ""), TestJson.of("{'access':'private','allowedOrigins':['https://good.example']}"))
                .expect(200);
        console.hub().anonymous().get("/embed/v1/agents/public-desk/session", "Origin", "https://shop.example");
        try (var window = console.owner(WIDE)) {
            window.watch().expect("status of 400");
            share(window, agent, "access");
            radio(window, "Public — Anyone with the link can access").click();
            window.press("Make public");
            assertThat(window.page().getByText("The agent is public.")).isVisible();
            assertThat(window.field("Script code")).containsText("data-agent=\"public-desk\"");

            window.press("Allow https://shop.example");
            assertThat(window.button("Remove https://shop.example")).isVisible();
            assertThat(window.button("Allow https://shop.example")).hasCount(0);
            window.fill("Add an origin", "shop.example").press("Add");
            assertThat(window.page().getByText("Write an origin as a browser does")).isVisible();
            assertThat(window.field("Add an origin")).isFocused();
            window.fill("Add an origin", "*").press("Add").press("Allow every page");
            assertThat(window.page().getByText("Every page on the internet may show this agent")).isVisible();

            window.fill("Friendly name", "front-desk").press("Save").press("Change name");
            assertThat(window.field("Link")).hasValue(console.hub().url() + "/agent/front-desk");
            window.accessible().shot("share-access-1280");
        }
        Assertions.assertThat(console.hub().owner().get(path(agent, "")).expect(200).path("allowedOrigins"))
                .extracting(each -> each.asText()).containsExactly("https://good.example", "https://shop.example", "*");
    }

    @Test
    void aPageThatItsBrowserRefusedIsAllowedFromTheList() {
        var agent = agent("framed-desk");
        try (var shop = new HostSite(); var visitor = console.chromium().person(WIDE); var window = console.owner(WIDE)) {
            var origin = shop.origin("shop.localhost");
            shop.page("/", "<!doctype html><title>Shop</title><script src='" + console.hub().url()
                    + "/parley.js' data-agent='framed-desk' data-open='true'></script>");
            var page = visitor.newPage();
            page.navigate(origin);
            share(window, agent, "access");
            window.press("Allow " + origin);
            assertThat(window.button("Remove " + origin)).isVisible();

            page.reload();
            assertThat(page.frameLocator("iframe").getByRole(AriaRole.TEXTBOX)).isVisible();
        }
    }

    @Test
    void peopleAndGroupsAreInvitedFromOneField() {
        var agent = agent("inviting");
        console.hub().owner().post("/api/v1/groups", TestJson.of("{'name':'Support team'}")).expect(201);
        try (var window = console.owner(WIDE)) {
            share(window, agent, "invite");
            var field = window.page().getByRole(AriaRole.COMBOBOX, named("E-mail addresses and groups"));
            field.fill("supp");
            assertThat(window.page().getByRole(AriaRole.OPTION)).containsText("Support team");
            window.accessible().shot("share-invite-list-1280");
            field.press("ArrowDown");
            field.press("Enter");
            field.fill("ada@example.com, nobody");
            window.press("Invite");
            assertThat(window.page().getByText("“nobody” is neither an e-mail address nor a group")).isVisible();
            field.fill("");
            window.press("Invite");

            var link = window.field("One-time link for ada@example.com");
            assertThat(link).hasValue(java.util.regex.Pattern.compile(".*/console/accept#.+"));
            var first = link.inputValue();
            assertThat(window.page().getByRole(AriaRole.ROW).filter(holding("ada@example.com"))).containsText("Pending");
            assertThat(window.page().getByRole(AriaRole.ROW).filter(holding("Support team"))).containsText("Has access");
            window.accessible().shot("share-invite-1280");
            window.press("Resend to ada@example.com");
            assertThat(link).not().hasValue(first);
            window.press("Revoke ada@example.com").press("Revoke");
            assertThat(window.page().getByRole(AriaRole.ROW).filter(holding("ada@example.com"))).hasCount(0);
        }
    }

    @Test
    void aTokenIsExplainedInWords() {
        var agent = agent("explaining");
        var secret = secret(agent);
        var now = System.currentTimeMillis();
        var token = Tokens.sign(secret + "\n", Json.object().put("email", "jane@example.com").put("exp", now + 900_000));
        try (var window = console.owner(NARROW)) {
            share(window, agent, "embed");
            window.fill("Paste a token", "Bearer " + token).press("Verify");
            var said = window.page().getByRole(AriaRole.REGION, named("What the hub says of the token"));
            assertThat(said).containsText("Authentication Failed");
            assertThat(said).containsText("with a line break at its end");
            assertThat(said).containsText("“exp” is in milliseconds".replace('“', '"').replace('”', '"'));
            assertThat(said).containsText("The token has \"email\" where \"user_email\" is needed.");
            assertThat(said).containsText("The call put right, in Node");
            window.page().getByRole(AriaRole.RADIO, named("Python")).last().check(new Locator.CheckOptions().setForce(true));
            assertThat(said).containsText("The call put right, in Python");
            Assertions.assertThat(window.page().content()).doesNotContain(secret);
            window.accessible().shot("share-verify-360");

            window.fill("Paste a token", Tokens.user(secret, "jane@example.com", Duration.ofMinutes(5))).press("Verify");
            assertThat(said).containsText("Accepted");
            assertThat(said).containsText("jane@example.com");
        }
    }

    private static void share(ConsoleWindow window, String agent, String tab) {
        window.open("/console/agents/" + agent + "/share/" + tab);
    }

    private static Locator radio(ConsoleWindow window, String name) {
        return window.page().getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.FilterOptions holding(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private String agent(String slug) {
        return console.hub().owner().post("/api/v1/agents", TestJson.of("{'name':'Desk of " + slug + "','slug':'" + slug + "'}"))
                .expect(201).path("id").asText();
    }

    private String secret(String agent) {
        return console.hub().owner().post(path(agent, "/identity-secret"), Json.object()).expect(200).path("secret").asText();
    }

    private static String path(String agent, String rest) {
        return "/api/v1/agents/" + agent + rest;
    }
}
