package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.NARROW;
import static dev.parley.browser.ConsoleBrowser.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What somebody who operates agents does on the console's screens.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatingPagesTest {
    private static final String FORMULA = "=HYPERLINK(1)";

    private final ConsoleBrowser console = new ConsoleBrowser();
    private final Api owner = console.hub().owner();
    private final String agent = owner.post("/api/v1/agents", TestJson.of("{'name':'Order helper'}")).expect(201)
            .path("id").asText();
    private final String broken = owner.post("/api/v1/agents", TestJson.of("{'name':'Broken','model':{'provider':'openai',"
            + "'baseUrl':'http://127.0.0.1:9/v1','model':'gone'}}")).expect(201).path("id").asText();
    private final ConsoleWindow window = console.owner(WIDE);
    private final Page page = window.page();

    @AfterAll
    void stop() {
        window.close();
        console.close();
    }

    @Test
    void aConversationIsFoundByItsFiltersAndReadWithHowItsAnswerCameAbout() {
        say(agent, "Where is **my** parcel?");
        say(broken, "Is anybody there?");

        window.open("/console/conversations");
        page.getByLabel("Problem").selectOption("Model unavailable");
        assertThat(page).hasURL(Pattern.compile(".*error=model_unavailable"));
        assertThat(window.link("Where is **my** parcel?")).hasCount(0);
        window.link("Is anybody there?").click();

        assertThat(window.heading()).hasText("Is anybody there?");
        var run = page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("How answer 2 came about"));
        assertThat(run).containsText("openai/gone");
        assertThat(run).containsText("model_unavailable");
        window.settled().accessible();
        page.setViewportSize(NARROW, 800);
        window.settled().accessible();
        page.setViewportSize(WIDE, 900);
        page.goBack();
        assertThat(page.getByLabel("Problem")).hasValue("model_unavailable");
        window.press("Clear filters");
        assertThat(window.link("Where is **my** parcel?").first()).isVisible();
        assertThat(owner.get("/api/v1/audit?action=conversation.read").expect(200).path("items")).isNotEmpty();
    }

    @Test
    void nothingThatMatchesSaysSoAndOffersTheWayBack() {
        window.open("/console/conversations?user=nobody-of-that-name");

        assertThat(page.getByText("No conversation matches")).isVisible();
        window.settled().accessible();
        page.getByRole(AriaRole.MAIN).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Clear filters"))
                .last().click();
        assertThat(page).hasURL(Pattern.compile(".*/console/conversations$"));
    }

    @Test
    void conversationsAreExportedForASpreadsheetAsTheListShowsThem() throws IOException {
        say(agent, FORMULA);
        window.open("/console/conversations?agent=" + agent);
        window.press("Export");
        page.getByLabel("CSV").check();
        window.settled().accessible();

        var file = text(page.waitForDownload(() -> dialog().getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Export")).click()));

        assertThat(file).startsWith("conversation,agent,").contains("'" + FORMULA).doesNotContain(broken);
        assertThat(page.getByText(Pattern.compile("Conversations exported"))).isVisible();
    }

    @Test
    void aConversationIsDeletedOnlyAfterItsWordIsTypedAndLeavesAReceipt() throws IOException {
        var conversation = say(agent, "Delete me");
        window.open("/console/conversations/" + conversation).press("Delete");
        assertThat(window.button("Delete conversation")).isDisabled();
        window.fill("Type “delete” to confirm", "delete");
        window.settled().accessible();
        window.press("Delete conversation");

        assertThat(page.getByText("rcp_")).isVisible();
        var receipt = text(page.waitForDownload(() -> window.press("Download receipt")));
        window.press("Done");

        assertThat(receipt).contains("conversation.deleted", conversation);
        assertThat(window.heading()).hasText("Conversations");
        assertThat(owner.get("/api/v1/conversations/" + conversation).refusal(404)).isEqualTo("not_found");
    }

    @Test
    void usageIsShownAsChartsAndAsATable() {
        say(agent, "Count me");
        window.open("/console/usage");

        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("^Messages from .*")))).isVisible();
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("Order helper");
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Agent")).selectOption("Broken");
        assertThat(page).hasURL(Pattern.compile(".*agent=" + broken));
        window.link("7 days").click();
        assertThat(page).hasURL(Pattern.compile(".*from=.*agent=" + broken));
        window.settled().accessible();
    }

    @Test
    void theAuditLogShowsWhatWasBeforeAndAfterAndHoldsWhenItIsVerified() {
        owner.patch("/api/v1/agents/" + agent, Json.object().put("greeting", "Good day")).expect(200);
        window.open("/console/audit?target=" + agent);
        page.getByText("1 change").first().click();

        assertThat(page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile("^greeting"))).first())
                .containsText("Good day");
        window.settled().accessible();
        window.press("Verify");
        assertThat(page.getByText("The chain holds.")).isVisible();
        window.settled().accessible();
        window.press("Done");
    }

    @Test
    void aKeyIsMadeShownOnceUsedAndRevokedByItsName() {
        window.open("/console/keys/new").fill("Name", "Night watch");
        page.getByLabel("Mint tokens").uncheck();
        page.getByLabel("Read conversations").check();
        page.getByLabel("Only some agents").check();
        page.getByLabel("Order helper").check();
        window.settled().accessible();
        window.press("Create key");
        var key = console.hub().as(window.field("API key").inputValue());
        window.settled().accessible();
        window.link("Done").click();

        assertThat(key.get("/api/v1/conversations").status()).isEqualTo(200);
        window.press("Revoke Night watch").fill("Type “Night watch” to confirm", "Night watch").press("Revoke key");
        assertThat(page.getByText("Key revoked.")).isVisible();
        assertThat(window.button("Revoke Night watch")).hasCount(0);
        assertThat(key.get("/api/v1/conversations").refusal(401)).isEqualTo("authentication_failed");
    }

    @Test
    void settingsAreSavedSectionBySection() {
        window.open("/console/settings");
        page.getByLabel("Keep conversations").selectOption("90 days");
        section("Retention").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();
        window.fill("Type “90d” to confirm", "90d").settled().accessible().press("Delete old conversations");
        assertThat(page.getByText("Saved.")).isVisible();
        window.fill("Answers a day", "5000");
        section("Daily budget").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();
        assertThat(page.getByText("Saved.")).hasCount(2);

        var tenant = owner.get("/api/v1/tenant").expect(200);
        assertThat(tenant.path("retention").asText()).isEqualTo("90d");
        assertThat(tenant.path("budget").path("answersPerDay").asInt()).isEqualTo(5000);
    }

    @Test
    void aModelProviderIsAddedChosenByAnAgentAndRemovedByItsName() {
        window.open("/console/settings").press("Add provider …").fill("Provider name", "Our models")
                .fill("Base URL", "https://models.test/v1").fill("API key", "sk-canary");
        window.settled().accessible().press("Add provider");
        assertThat(page.getByText("Provider saved.")).isVisible();
        page.setViewportSize(NARROW, 800);
        window.settled().accessible();
        page.setViewportSize(WIDE, 900);

        window.open("/console/agents/" + agent + "/model");
        page.getByLabel("Our models").check();
        window.fill("Model", "m").settled().accessible().press("Save model");
        assertThat(page.getByText("Model saved in the draft.")).isVisible();
        owner.delete("/api/v1/agents/" + agent + "/draft").expect(200);

        window.open("/console/settings").press("Remove Our models");
        window.fill("Type “Our models” to confirm", "Our models").press("Remove provider");
        assertThat(page.getByText("Provider removed.")).isVisible();
        assertThat(window.button("Remove Our models")).hasCount(0);
    }

    @Test
    void theTenantSecretIsRotatedWithAnOverlapAndShownOnce() {
        owner.post("/api/v1/tenant/secret/rotate", Json.object()).expect(200);
        window.open("/console/settings").press("Rotate …");
        page.getByLabel("Overlap").selectOption("24 hours: both work");
        window.settled().accessible();
        window.press("Rotate");

        assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Tenant secret")).inputValue())
                .isNotEmpty();
        window.press("Done");
        assertThat(page.getByText("Previous")).isVisible();
    }

    @Test
    void theOperatorMakesATenantAndGetsWhatItsOwnerNeeds() {
        window.open("/console/tenants").press("New tenant").fill("Name of the organisation", "Fabrikam");
        window.settled().accessible();
        window.press("Create tenant");

        var email = window.field("Owner").inputValue();
        var password = window.field("Password").inputValue();
        window.settled().accessible().press("Done");
        assertThat(page.getByText("Fabrikam").first()).isVisible();
        assertThat(console.hub().signIn(email, password).get("/api/v1/tenant").expect(200).path("name").asText())
                .isEqualTo("Fabrikam");
    }

    @Test
    void aUserIsErasedAfterTheirNameIsTyped() {
        var second = console.hub().anonymous().post("/embed/v1/agents/" + agent + "/messages",
                TestJson.of("{'text':'I am only a visitor'}"));
        var visitor = owner.get("/api/v1/conversations/" + second.expect(200).path("conversation").asText()).expect(200)
                .path("principal").path("id").asText();
        var name = "Visitor " + visitor.substring(0, 8);

        window.open("/console/conversations/erase?user=" + visitor).press("Erase " + name);
        window.fill("Type “" + name + "” to confirm", name).press("Erase user");

        assertThat(page.getByText("rcp_")).isVisible();
        window.press("Done");
        assertThat(page.getByText("Nobody of that name")).isVisible();
    }

    private Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    private Locator section(String name) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
    }

    private String say(String to, String text) {
        return owner.post("/embed/v1/agents/" + to + "/messages", Json.object().put("text", text)).json()
                .path("data").path("conversation").asText();
    }

    private static String text(Download download) throws IOException {
        try (var in = download.createReadStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
