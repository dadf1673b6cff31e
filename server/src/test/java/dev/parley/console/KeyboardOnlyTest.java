package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.WIDE;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import dev.parley.testing.TestHub;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From the sign-in page to an agent that a colleague is invited to, without ever touching a mouse.
@Tag("slow")
class KeyboardOnlyTest {
    private static final int FAR = 80;
    /// What the element with the focus is called, by its label or by what it says.
    private static final String FOCUSED = """
            () => {
                const element = document.activeElement;
                const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
                return name.replace(/\\s+/g, ' ').trim();
            }""";

    @Test
    void anAgentIsMadeAndSharedWithTheKeyboardAlone() {
        try (var console = new ConsoleBrowser(); var window = console.stranger(WIDE)) {
            window.open("/console/sign-in");
            tabTo(window, "E-mail address");
            type(window, TestHub.EMAIL);
            tabTo(window, "Password");
            type(window, TestHub.PASSWORD);
            press(window, "Enter");
            assertThat(window.heading()).hasText("Agents");

            tabTo(window, "New agent");
            press(window, "Enter");
            assertThat(window.heading()).hasText("New agent");
            assertThat(window.heading()).isFocused();
            tabTo(window, "Name");
            type(window, "Order helper");
            press(window, "Enter");
            assertThat(window.heading()).hasText("Order helper");

            tabTo(window, "Share");
            press(window, "Enter");
            assertThat(window.heading()).hasText("Share Order helper");
            tabTo(window, "Public —");
            press(window, "ArrowDown");
            tabTo(window, "Make private");
            press(window, "Enter");
            assertThat(radio(window)).isChecked();
            assertThat(window.page().getByRole(AriaRole.DIALOG)).hasCount(0);
            tabTo(window, "Invite users");
            press(window, "Enter");
            tabTo(window, "E-mail addresses and groups");
            type(window, "grace@parley.test");
            press(window, "Enter");
            tabTo(window, "Invite");
            press(window, "Enter");
            assertThat(window.page().getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("grace@parley.test"))).isVisible();
        }
    }

    private static Locator radio(ConsoleWindow window) {
        return window.page().getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Private"));
    }

    /// Presses Tab until the focus is on something whose name begins so.
    private static void tabTo(ConsoleWindow window, String name) {
        window.ready();
        var passed = new ArrayList<String>();
        for (int i = 0; i < FAR; i++) {
            press(window, "Tab");
            var focused = (String) window.page().evaluate(FOCUSED);
            if (focused.startsWith(name)) {
                return;
            }
            passed.add(focused.substring(0, Math.min(30, focused.length())));
        }
        throw new AssertionError("No way to " + name + " with Tab, only to " + passed);
    }

    private static void type(ConsoleWindow window, String text) {
        window.page().keyboard().type(text);
    }

    private static void press(ConsoleWindow window, String key) {
        window.page().keyboard().press(key);
    }
}
