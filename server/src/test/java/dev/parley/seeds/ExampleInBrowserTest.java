package dev.parley.seeds;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.Chromium;
import dev.parley.testing.TestHub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page that all examples share, as two people who use one browser after another meet it.
@Tag("slow")
class ExampleInBrowserTest {
    private static final int WIDTH = 1000;
    private static final String MESSAGE = "Where is the order of Jane?";

    @ParameterizedTest
    @CsvSource({"node, node, server.mjs", "python, python3, server.py", "java, java, Server.java"})
    void twoUsersOfOneBrowserAreGreetedByNameAndFindOnlyTheirOwnHistory(String directory, String program, String file)
            throws Exception {
        try (var hub = TestHub.start();
                var example = ExampleProduct.start(
                        hub, ExampleProduct.makeAgent(hub), directory, ExampleProduct.program(program), file);
                var chromium = new Chromium();
                var person = chromium.person(WIDTH)) {
            var page = person.newPage();
            page.navigate(example.address());

            press(page, "Sign in as Jane");
            var chat = openChat(page);
            assertThat(chat.getByText("Good day, Jane.")).isVisible();
            chat.getByRole(AriaRole.TEXTBOX).fill(MESSAGE);
            chat.getByRole(AriaRole.TEXTBOX).press("Enter");
            assertThat(chat.getByText("no documents to answer from")).isVisible();

            press(page, "Sign out");
            assertThat(page.locator("body[data-user='']")).isAttached();
            press(page, "Sign in as Omar");
            chat = openChat(page);
            assertThat(chat.getByText("Good day, Omar.")).isVisible();
            assertThat(chat.getByText(MESSAGE)).hasCount(0);
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    private static FrameLocator openChat(Page page) {
        press(page, "Chat");
        return page.frameLocator("iframe");
    }
}
