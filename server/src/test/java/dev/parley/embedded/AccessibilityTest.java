package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.browser.Axe;
import dev.parley.testing.HostSite.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// axe looks at the loader and the frame together, on a host's page, in 24 states that people meet: eight by day on a
/// large window and by night on a small one, and eight in which something is wrong. The frame alone is looked at in 38
/// more by `npm run look`.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    /// What Chromium itself reports of a refusal that the state is about, and our own word for integrators.
    private static final Pattern EXPECTED =
            Pattern.compile("Failed to load resource|WebSocket connection|^Parley: |frame-ancestors|ERR_");

    private final ThreeOrigins world = new ThreeOrigins();
    private final List<String> faults = new ArrayList<>();

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    @AfterEach
    void nothingWasFound() {
        var found = List.copyOf(faults);
        faults.clear();
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "360, DARK"})
    void aConversationOnAHostsPage(int width, ColorScheme scheme) {
        var agent = world.agent("axe-" + width);
        world.tokens("/axe-" + width, () -> agent.token("jane", LONG));
        var speech = world.model.on("tell me, " + width);
        try (var person = world.inspector(width, scheme); var tab = world.open(person, floating(agent, "/axe-" + width))) {
            var launcher = tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Help"));
            assertThat(launcher).isVisible();
            inspect("the launcher", tab);
            launcher.click();
            tab.sees("Good day, Jane.");
            inspect("the greeting", tab);
            tab.composer().fill("tell me, " + width);
            inspect("a draft", tab);
            tab.composer().press("Enter");
            speech.say("Some **words**\n\n- and\n- a list");
            tab.sees("a list");
            inspect("a streaming answer", tab);
            speech.say(" to its end");
            speech.end();
            tab.sees("a list to its end");
            inspect("an answer", tab);
            tab.chat().getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Show conversations")).click();
            inspect("the conversations", tab);
            tab.page().keyboard().press("Escape");
            tab.read("chat.close()");
            tab.read("chat.send('while it is closed')");
            assertThat(tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Help (1)"))).isVisible();
            inspect("an unread answer", tab);
            tab.read("chat.open()");
            person.setOffline(true);
            tab.say("into the void");
            inspect("offline", tab);
            person.setOffline(false);
        }
    }

    @Test
    void whatAHostsBackendDoesWrong() {
        var agent = world.agent("axe-host");
        var calls = new AtomicInteger();
        world.backend("/axe-401", () -> calls.getAndIncrement() == 0
                ? new Answer(200, "{\"token\":\"" + agent.token("jane", LONG) + "\"}") : new Answer(401, ""));
        world.backend("/axe-500", () -> new Answer(500, ""));
        try (var person = world.inspector(1280, ColorScheme.DARK)) {
            var signedOut = world.open(person, HostPages.inline(agent, "/axe-401"));
            signedOut.sees("Good day, Jane.");
            agent.rotate();
            assertThat(signedOut.dialog()).containsText("Signed Out");
            inspect("the dialog of a session that is over", signedOut);
            var broken = world.open(person, HostPages.inline(agent, "/axe-500"));
            assertThat(broken.obstacle()).isVisible();
            inspect("no token at all", broken);
            obstacle(person, HostPages.inline(agent, "token: '"
                    + Embedded.token("somebody else's secret of 32 bytes", "jane", LONG) + "'", ""));
            var unlisted = new Tab(person.newPage(), world.hub.url());
            unlisted.navigate(world.publishElsewhere(HostPages.inline(agent, "/axe-401")));
            unlisted.page().waitForFunction("errors.length > 0");
            inspect("a page that may not show the chat", unlisted);
        }
    }

    @Test
    void whoeverIsNotIdentified() {
        var agent = world.agent("axe-nobody");
        try (var person = world.inspector(768, ColorScheme.LIGHT)) {
            var form = obstacle(person, HostPages.bareIframe(agent, ""));
            var window = form.page().waitForPopup(() -> form.gate().getByRole(AriaRole.BUTTON).click());
            window.getByLabel("E-mail address").waitFor();
            Axe.violations(window.mainFrame()).forEach(found -> faults.add("the window to sign in: " + found));
            inspect("a chat whose window to sign in is open", form);
            obstacle(person, HostPages.bareIframe(agent, "?HIDE_LOGIN=true"));
            agent.revokeSecrets();
            obstacle(person, HostPages.inline(agent, "token: '" + agent.token("jane", LONG) + "'", ""));
        }
    }

    private static String floating(Embedded agent, String tokens) {
        return """
                <script src="{HUB}/parley.js"></script><script>
                window.chat = Parley.init({ agent: '%s', title: 'Help',
                    token: async () => (await (await fetch('%s')).json()).token });
                </script>""".formatted(agent.slug(), tokens);
    }

    private Tab obstacle(BrowserContext person, String html) {
        // The document's own iframe has no title.
        var tab = world.open(person, html.replace("<iframe", "<iframe title=Help"));
        assertThat(tab.obstacle()).isVisible();
        inspect(tab.obstacle().innerText().lines().findFirst().orElse("nothing"), tab);
        return tab;
    }

    /// In the host's own document only what we put there: the shop is no part of the chat.
    private void inspect(String state, Tab tab) {
        // A fade or a slide that goes on would be measured half way.
        tab.page().waitForTimeout(250);
        for (var document : tab.page().frames()) {
            if (document.parentFrame() == null || document.url().startsWith(world.hub.url())) {
                Axe.violations(document).forEach(found -> faults.add(state + ", " + name(document) + ": " + found));
            }
        }
        tab.complaints().stream().filter(text -> !EXPECTED.matcher(text).find())
                .forEach(text -> faults.add(state + ", console: " + text));
    }

    private static String name(Frame document) {
        return document.parentFrame() == null ? "page" : "frame";
    }
}
