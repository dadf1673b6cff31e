package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.HostSite;
import dev.parley.testing.TestHub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Signing in with a certified OpenID provider (npm's `oidc-provider`) in a browser, through its own pages.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealProviderTest {
    private static final Path FOLDER = Path.of("src", "test", "oidc");
    private static final String SECRET = "a secret & more: 100 %";

    private final int port = freePort();
    private final ConsoleBrowser browser = new ConsoleBrowser(TestHub.start(Map.of(
            "PARLEY_LIMIT_LOGINS", "off", "PARLEY_PRIVATE_HOSTS", "localhost:" + port)));
    private final TestHub hub = browser.hub();
    private final Process provider = start();

    @BeforeAll
    void turnOn() {
        for (var email : new String[] {"ada@oidc.test", "unused@oidc.test"}) {
            hub.owner().post("/api/v1/members", Json.object().put("email", email).put("role", "builder")).expect(201);
        }
        try (var owner = browser.owner(ConsoleBrowser.WIDE)) {
            owner.open("/console/people/sign-in");
            assertThat(owner.field("Redirect address")).hasValue(hub.url() + ProviderRoutes.CALLBACK);
            owner.fill("Name on the button", "Acme SSO").fill("Issuer", "http://localhost:" + port)
                    .fill("Client id", "parley").fill("Client secret", SECRET).press("Turn on");
            assertThat(owner.page().getByText("The provider answered")).isVisible();
            owner.accessible();
        }
    }

    @AfterAll
    void stop() {
        provider.destroy();
        browser.close();
    }

    @Test
    void anInvitedColleagueSignsInWithoutAPasswordAndEndsWhereTheyWantedToGo() {
        try (var person = browser.chromium().person(900)) {
            var page = person.newPage();
            page.navigate(hub.url() + "/console/agents");
            signIn(page, "ada");
            page.waitForURL(Pattern.compile(".*/console/agents"));
            assertThat(page.getByText("ada@oidc.test")).isVisible();
            var cookie = person.cookies().stream().filter(each -> each.name.equals("parley_session")).findFirst().orElseThrow();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
        }
    }

    @Test
    void whoeverWasNotInvitedOrIsNotVerifiedIsToldWhatHelps() {
        for (var person : Map.of("stranger", "Nobody has invited your address.", "mallory", "is verified").entrySet()) {
            try (var profile = browser.chromium().person(900)) {
                var page = profile.newPage();
                page.navigate(hub.url() + "/console/sign-in");
                signIn(page, person.getKey());
                assertThat(page.getByText(person.getValue())).isVisible();
                assertThat(page.getByLabel("E-mail address")).isVisible();
            }
        }
    }

    @Test
    void aFrameSignsInWithTheProviderThroughItsWindow() {
        hub.owner().post("/api/v1/agents", TestJson.of("{'name':'Inside','access':'private','allowedOrigins':['*']}")).expect(201);
        try (var person = browser.chromium().person(900); var host = new HostSite()) {
            host.page("/", "<!doctype html><iframe width=800 height=600 src=\"" + hub.url() + "/agent/inside\"></iframe>");
            var page = person.newPage();
            page.navigate(host.origin("shop.localhost") + "/");
            var frame = page.frameLocator("iframe");
            var window = page.waitForPopup(() -> frame.getByRole(AriaRole.BUTTON).filter(
                    new Locator.FilterOptions().setHasText("Sign in")).click());
            signIn(window, "ada");
            window.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue")).click();
            assertThat(frame.getByLabel("Your message")).isVisible();
        }
    }

    /// Through the button of ours and the two pages of the provider's: who, and whether this hub may know.
    private static void signIn(Page page, String who) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Continue with Acme SSO")).click();
        page.getByPlaceholder("Enter any login").fill(who);
        page.getByPlaceholder("and password").fill("any");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign-in")).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue")).click();
    }

    private Process start() {
        try {
            var builder = new ProcessBuilder("node", "provider.mjs", Integer.toString(port), hub.url() + ProviderRoutes.CALLBACK)
                    .directory(FOLDER.toFile()).redirectErrorStream(true);
            var process = builder.start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("ready")) {
                    Thread.ofVirtual().start(() -> output.lines().forEach(_ -> { }));
                    return process;
                }
            }
            throw new IllegalStateException("The provider did not start: run npm ci in server/src/test/oidc");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
