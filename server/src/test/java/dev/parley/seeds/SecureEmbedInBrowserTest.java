package dev.parley.seeds;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.HostSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Secure Embed from the first click to a rotated secret, with the very code that the share panel shows.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureEmbedInBrowserTest {
    private static final Path LIBRARIES = Path.of("../examples/seeds").toAbsolutePath().normalize();

    private final ConsoleBrowser console = new ConsoleBrowser();
    private final HostSite shop = new HostSite();

    @BeforeAll
    void install() throws Exception {
        if (!Files.exists(LIBRARIES.resolve("node_modules/.package-lock.json"))) {
            Program.of(LIBRARIES, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts").output();
        }
    }

    @AfterAll
    void stop() {
        shop.close();
        console.close();
    }

    @Test
    void aSecretIsGeneratedSignedWithEmbeddedAndRotated() throws Exception {
        var agent = console.hub().owner().post("/api/v1/agents", TestJson.of("""
                {'name':'Order helper','access':'private','greeting':'Good day, {{name}}.',
                 'variables':[{'name':'name','default':'friend'}]}""")).expect(201).path("id").asText();
        try (var window = console.owner(ConsoleBrowser.WIDE)) {
            window.open("/console/agents/" + agent + "/share/embed").press("Generate Secret");
            var secret = new AtomicReference<>(window.field("Identity secret").inputValue());
            window.accessible().shot("share-secret-1280");

            window.link("Access").click();
            assertThat(dialog(window, "Leave without saving?")).isVisible();
            window.press("Cancel").press("I have stored it");
            assertThat(window.field("Identity secret")).hasCount(0);

            var signing = window.field("Node code").textContent();
            var embedding = window.field("Script code").textContent();
            shop.page("/api/parley-token", () -> Json.text(Json.object().put("token", token(signing, secret.get()))))
                    .page("/", "<!doctype html><title>Shop</title>" + embedding);
            try (var visitor = console.chromium().person(ConsoleBrowser.WIDE)) {
                var page = visitor.newPage();
                page.navigate(shop.origin("shop.localhost"));
                assertThat(openChat(page).getByText("Good day, Jane.")).isVisible();

                window.open("/console/agents/" + agent + "/share/embed");
                assertThat(window.page().getByRole(AriaRole.LIST, named("Secrets"))).containsText("1 live session");
                window.fill("Paste a token", token(signing, secret.get())).press("Verify");
                assertThat(window.page().getByText("The user is jane")).isVisible();
                window.shot("share-verified-1280");

                window.press("Rotate Secret");
                var rotation = dialog(window, "Rotate Secret");
                assertThat(rotation).containsText("1 live session is asked for a new token now");
                window.accessible().shot("share-rotate-1280");
                rotation.getByLabel("Type “Order helper” to confirm").fill("Order helper");
                rotation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rotate Secret")).click();
                Assertions.assertThat(window.field("Identity secret").inputValue()).isNotEqualTo(secret.get());

                var refused = window.page().getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText("Authentication Failed"));
                assertThat(refused.first()).containsText("does not match any secret this agent accepts");
                secret.set(window.field("Identity secret").inputValue());
                window.press("I have stored it").accessible().shot("share-refused-1280");

                page.reload();
                assertThat(openChat(page).getByText("Good day, Jane.")).isVisible();
            }
        }
    }

    @Test
    void twoSecretsOverlapUntilTheEarlierIsRevoked() {
        var agent = console.hub().owner().post("/api/v1/agents", TestJson.of("{'name':'Overlap'}")).expect(201).path("id").asText();
        console.hub().owner().post("/api/v1/agents/" + agent + "/identity-secret", Json.object()).expect(200);
        try (var window = console.owner(ConsoleBrowser.MIDDLE)) {
            window.open("/console/agents/" + agent + "/share/embed").press("Rotate Secret");
            var rotation = dialog(window, "Rotate Secret");
            rotation.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName("In 1 hour")).check();
            rotation.getByLabel("Type “Overlap” to confirm").fill("Overlap");
            rotation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rotate Secret")).click();
            window.press("I have stored it");
            var secrets = window.page().getByRole(AriaRole.LIST, named("Secrets"));
            assertThat(secrets).containsText(Pattern.compile("Previous.*Ends in (60 minutes|1 hour)", Pattern.DOTALL));
            window.accessible().shot("share-overlap-768");

            window.press("Revoke previous now").press("Revoke previous");
            assertThat(secrets).not().containsText("Previous");
            window.press("Revoke");
            var revocation = dialog(window, "Revoke the identity secret?");
            revocation.getByLabel("Type “Overlap” to confirm").fill("Overlap");
            revocation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke").setExact(true)).click();
            assertThat(window.button("Generate Secret")).isVisible();
        }
    }

    @Test
    void whichTokensCountIsChangedWithItsWarning() {
        var agent = console.hub().owner().post("/api/v1/agents", TestJson.of("{'name':'Policy'}")).expect(201).path("id").asText();
        try (var window = console.owner(ConsoleBrowser.WIDE)) {
            window.open("/console/agents/" + agent + "/share/embed");
            var expiry = window.page().getByRole(AriaRole.SWITCH, named("Require an expiry"));
            expiry.check();
            assertThat(expiry).isEnabled();
            window.page().getByRole(AriaRole.CHECKBOX, named("The tenant’s secret")).check();
            assertThat(expiry).isEnabled();
            window.page().getByLabel("Longest age").selectOption("1h");
            assertThat(window.page().getByText("Saved.").last()).isVisible();
            assertThat(expiry).isEnabled();
            window.accessible();
        }
        var policy = console.hub().owner().get("/api/v1/agents/" + agent).expect(200).path("tokenPolicy");
        Assertions.assertThat(policy.path("requireExp").asBoolean()).isTrue();
        Assertions.assertThat(policy.path("accept")).hasSize(3);
        Assertions.assertThat(policy.path("maxLifetime").asText()).isEqualTo("1h");
    }

    /// What the sample makes, run as it is shown for a user of the shop's.
    private static String token(String sample, String secret) {
        var program = "const user = { id: 'jane', name: 'Jane' };\n" + sample + "\nprocess.stdout.write(token);\n";
        try {
            return Program.of(LIBRARIES, Map.of("PARLEY_IDENTITY_SECRET", secret), "node", "-e", program).output();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static FrameLocator openChat(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Chat")).click();
        return page.frameLocator("iframe");
    }

    private static Locator dialog(ConsoleWindow window, String title) {
        return window.page().getByRole(AriaRole.DIALOG, named(title));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
