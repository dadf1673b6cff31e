package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.NARROW;
import static dev.parley.browser.ConsoleBrowser.WIDE;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import dev.parley.platform.json.Json;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every page of the console shares: navigation, palette, shortcuts, what is not there.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleShellTest {
    private final ConsoleBrowser console = new ConsoleBrowser();

    @BeforeAll
    void makeAgents() {
        for (var name : new String[] {"Order helper", "Returns desk"}) {
            var agent = Json.object().put("name", name);
            agent.putObject("model").put("provider", "builtin");
            console.hub().owner().post("/api/v1/agents", agent).expect(201);
        }
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void thePaletteFindsAnAgentByItsNameWithTheKeyboardAlone() {
        try (var window = console.owner(WIDE)) {
            var keyboard = window.page().keyboard();
            keyboard.press("Control+k");
            var field = window.page().getByRole(AriaRole.COMBOBOX);
            assertThat(field).isFocused();
            window.accessible().shot("palette");
            keyboard.type("ret");
            var option = window.page().getByRole(AriaRole.OPTION).first();
            assertThat(option).containsText("Returns desk");
            assertThat(field).hasAttribute("aria-activedescendant", option.getAttribute("id"));
            keyboard.press("Enter");
            window.page().waitForURL(Pattern.compile(".*/console/agents/agt_.*"));

            keyboard.press("Control+k");
            assertThat(window.page().getByRole(AriaRole.OPTION).first()).containsText("Returns desk");
            keyboard.press("Escape");
            assertThat(field).hasCount(0);
        }
    }

    @Test
    void aQuestionMarkShowsTheShortcutsButNotWhileTyping() {
        try (var window = console.owner(WIDE)) {
            window.page().keyboard().press("?");
            var help = window.page().getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Keyboard shortcuts"));
            assertThat(help).isVisible();
            window.accessible().shot("shortcuts");
            window.page().keyboard().press("Escape");
            assertThat(help).hasCount(0);
        }
    }

    @Test
    void aNarrowWindowHasTheNavigationInAPanel() {
        try (var window = console.owner(NARROW)) {
            assertThat(window.link("Agents")).isHidden();
            window.press("Open navigation");
            assertThat(window.link("Agents")).isVisible();
            window.accessible().shot("navigation-360");
            window.open("/console/nowhere");
            window.press("Open navigation").link("Agents").click();
            assertThat(window.heading()).hasText("Agents");
            assertThat(window.heading()).isFocused();
        }
    }

    @Test
    void anAddressWithoutAPageSaysSo() {
        try (var window = console.owner(WIDE)) {
            window.open("/console/nowhere");
            assertThat(window.heading()).hasText("Not found");
            window.accessible();
        }
    }

    @Test
    void aPlainMemberIsShownOnlyWhatTheyMayUse() {
        var member = console.hub().owner().post("/api/v1/members",
                Json.object().put("email", "tom@parley.test").put("role", "member")).expect(201);
        var accepted = console.hub().anonymous().post("/api/v1/auth/accept", Json.object()
                .put("token", member.path("link").asText().split("#")[1]).put("password", "a long enough password"));
        accepted.expect(200);
        try (var window = console.signedIn(WIDE, "tom@parley.test", "a long enough password")) {
            assertThat(window.page().getByText("Agents", new Page.GetByTextOptions().setExact(true))).hasCount(0);
            window.open("/console/agents");
            assertThat(window.page().getByText("This page is not for your role")).isVisible();
            window.accessible().shot("not-for-your-role");
        }
    }

    @Test
    void withoutAConnectionThePageSaysSoAndGoesOnAfterwards() {
        try (var window = console.owner(WIDE)) {
            window.watch().expect("ERR_INTERNET_DISCONNECTED");
            window.open("/console/nowhere");
            window.page().context().setOffline(true);
            assertThat(window.page().getByText("You are offline.")).isVisible();
            window.accessible().shot("offline");
            window.page().context().setOffline(false);
            assertThat(window.page().getByText("You are offline.")).hasCount(0);
        }
    }
}
