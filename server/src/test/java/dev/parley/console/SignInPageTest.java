package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.NARROW;
import static dev.parley.browser.ConsoleBrowser.WIDE;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.testing.TestHub;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Signing in, out, and in again, as a member does it.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInPageTest {
    private final ConsoleBrowser console = new ConsoleBrowser();

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void whoeverIsNotSignedInIsAskedToAndThenComesToThePageTheyWanted() {
        try (var window = console.stranger(WIDE)) {
            window.watch().expect("status of 401");
            window.open("/console/agents?x=1");
            assertThat(window.page()).hasURL(Pattern.compile(".*/console/sign-in\\?next=.*"));
            assertThat(window.heading()).hasText("Sign in");
            window.accessible().shot("sign-in");
            window.fill("E-mail address", TestHub.EMAIL).fill("Password", TestHub.PASSWORD).press("Sign in");
            assertThat(window.heading()).hasText("Agents");
            assertThat(window.page()).hasURL(console.hub().url() + "/console/agents?x=1");
        }
    }

    @Test
    void aWrongPasswordIsSaidAndCanBeMended() {
        try (var window = console.stranger(NARROW)) {
            window.watch().expect("status of 401");
            window.open("/console/sign-in").fill("E-mail address", TestHub.EMAIL).fill("Password", "not this one").press("Sign in");
            assertThat(window.page().getByText("The e-mail address or the password is wrong.")).isVisible();
            window.accessible();
            window.fill("Password", TestHub.PASSWORD).press("Sign in");
            assertThat(window.heading()).hasText("Agents");
            window.accessible();
        }
    }

    @Test
    void signingOutLeavesNothingBehind() {
        try (var window = console.owner(WIDE)) {
            window.watch().expect("status of 401");
            window.button(TestHub.EMAIL).click();
            assertThat(window.page().getByText("Sign out")).isVisible();
            window.accessible().shot("member-menu");
            window.page().getByText("Sign out").click();
            assertThat(window.heading()).hasText("Sign in");
            window.open("/console/agents");
            assertThat(window.heading()).hasText("Sign in");
        }
    }

    @Test
    void aSessionThatEndsIsRenewedOverThePageAndTheRequestIsSentAgain() {
        try (var window = console.owner(WIDE)) {
            window.watch().expect("status of 401");
            window.open("/console/nowhere");
            window.page().context().clearCookies();
            window.link("Agents").click();
            var dialog = window.page().getByRole(AriaRole.DIALOG);
            assertThat(dialog.getByText("Your session has ended.")).isVisible();
            window.accessible().shot("session-ended");
            dialog.getByLabel("Password").fill(TestHub.PASSWORD);
            dialog.getByRole(AriaRole.BUTTON,
                    new Locator.GetByRoleOptions().setName("Sign in")).click();
            assertThat(window.page().getByText("No agent yet")).isVisible();
        }
    }

    @Test
    void whoeverTriesTooOftenIsToldHowLongToWait() {
        try (var strict = new ConsoleBrowser(TestHub.start(Map.of("PARLEY_LIMIT_LOGINS", "2/1m")));
                var window = strict.stranger(WIDE)) {
            window.watch().expect("status of 4");
            window.open("/console/sign-in").fill("E-mail address", "nobody@parley.test").fill("Password", "a guess");
            assertThat(window.page().getByText("address or the password is wrong")).hasCount(0);
            window.press("Sign in");
            assertThat(window.page().getByText("address or the password is wrong")).isVisible();
            window.press("Sign in");
            assertThat(window.page().getByText(Pattern.compile("Too many attempts.*The wait is \\d+ seconds"))).isVisible();
            window.accessible().shot("too-many-attempts");
        }
    }
}
