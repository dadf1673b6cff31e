package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.browser.ConsoleWindow;
import dev.parley.platform.json.TestJson;
import dev.parley.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Building an agent in the console, as a builder does it.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuilderScreensTest {
    private final ConsoleBrowser browser = new ConsoleBrowser();
    private final TestHub hub = browser.hub();

    @AfterAll
    void stop() {
        browser.close();
    }

    @Test
    void fromNothingToAFirstChatInThreeStepsAndThenToAPublishedVersionAndBack() {
        try (var builder = browser.owner(ConsoleBrowser.WIDE)) {
            builder.open("/console/agents/new").fill("Name", "Order helper");
            builder.page().getByText("Customer support").click();
            builder.accessible().press("Create agent");
            assertThat(builder.heading()).hasText("Order helper");

            var preview = preview(builder);
            assertThat(preview.getByText("Hello there, what can I help you with?")).isVisible();
            preview.getByRole(AriaRole.TEXTBOX).fill("Where is my order?");
            preview.getByRole(AriaRole.TEXTBOX).press("Enter");
            assertThat(preview.getByRole(AriaRole.LOG)).containsText("Where is my order?");

            writeInstructions(builder);
            tryAsJane(builder);
            publish(builder);
            rollBack(builder);
        }
    }

    private static void writeInstructions(ConsoleWindow builder) {
        var words = builder.page().getByRole(AriaRole.TEXTBOX, named("Instructions"));
        words.fill("Help {{custmer}} of ");
        words.press("End");
        words.pressSequentially("{{comp");
        assertThat(builder.page().getByRole(AriaRole.OPTION)).containsText("company");
        words.press("Enter");
        assertThat(words).hasValue("Help {{custmer}} of {{company}}");
        builder.press("Define custmer");
        assertThat(builder.button("Define custmer")).hasCount(0);
        assertThat(builder.page().getByText("Draft saved")).isVisible();
        builder.link("Variables").click();
        assertThat(builder.button("Edit custmer")).isVisible();
    }

    private static void tryAsJane(ConsoleWindow builder) {
        var page = builder.page();
        page.getByText("As a visitor", exactly()).click();
        page.getByLabel("A user your product vouches for").check();
        builder.fill("name", "Jane").fill("company", "Evil Inc.").press("Try as this user");
        assertThat(preview(builder).getByText("Hello Jane, what can I help you with?")).isVisible();
        var effect = page.locator(".in-effect");
        assertThat(effect).containsText(Pattern.compile("name\\s*Jane\\s*Token"));
        assertThat(effect).containsText(Pattern.compile("company\\s*our company\\s*Not overridable"));
    }

    private static void publish(ConsoleWindow builder) {
        builder.press("Publish");
        var dialog = builder.page().getByRole(AriaRole.DIALOG, named("Publish version 2"));
        assertThat(dialog).containsText("Help {{custmer}} of {{company}}");
        assertThat(dialog).containsText("Variable custmer");
        builder.settled().accessible().fill("Note", "Shorter").shot("publish");
        dialog.getByRole(AriaRole.BUTTON, button("Publish")).click();
        assertThat(builder.page().getByText("Published v2", exactly())).isVisible();
        assertThat(builder.page().getByText("Unpublished changes")).hasCount(0);
    }

    private static void rollBack(ConsoleWindow builder) {
        builder.link("Versions").click();
        assertThat(builder.page().getByRole(AriaRole.ROW).filter(hasText("Shorter"))).containsText("v2");
        builder.press("Compare v1 with the draft");
        assertThat(builder.page().getByRole(AriaRole.DIALOG)).containsText("From v1 to the draft");
        builder.settled().accessible().press("Close");
        builder.press("Publish again: v1");
        builder.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, button("Publish v1 again")).click();
        assertThat(builder.page().getByText("Published v3", exactly())).isVisible();
        assertThat(builder.page().getByRole(AriaRole.ROW).filter(hasText("Brings back v1"))).hasCount(1);
    }

    @Test
    void twoBuildersNeverOverwriteEachOtherUnawares() {
        var id = make("{'name':'Two builders','instructions':'Start.'}");
        try (var one = browser.owner(ConsoleBrowser.WIDE); var other = browser.owner(ConsoleBrowser.NARROW)) {
            one.open("/console/agents/" + id + "/instructions");
            other.open("/console/agents/" + id + "/instructions");
            instructions(one).fill("Mine.");
            assertThat(one.page().getByText("Draft saved")).isVisible();

            instructions(other).fill("Theirs.");
            var conflict = other.page().getByRole(AriaRole.DIALOG, named("Somebody else changed this draft"));
            assertThat(conflict).isVisible();
            other.watch().expect("status of 409");
            other.settled().accessible().shot("conflict-360");
            conflict.getByRole(AriaRole.BUTTON, button("Keep mine")).click();
            assertThat(other.page().getByText("Draft saved")).isVisible();

            one.page().reload();
            assertThat(instructions(one)).hasValue("Theirs.");
        }
    }

    @Test
    void aDocumentIsUploadedSearchedAndDeletedByItsName() {
        var id = make("{'name':'Reader'}");
        try (var builder = browser.owner(ConsoleBrowser.WIDE)) {
            builder.open("/console/agents/" + id + "/documents");
            builder.page().locator("#document-files").setInputFiles(new FilePayload("returns.md", "text/markdown",
                    "# Returns\n\nRefunds reach you within five days.".getBytes(StandardCharsets.UTF_8)));
            assertThat(builder.page().getByText("Ready", exactly())).isVisible();

            builder.fill("A question of a user", "When do I get my refund?").press("Search");
            assertThat(builder.page().getByRole(AriaRole.ARTICLE)).containsText("Refunds reach you within five days.");
            builder.accessible().shot("search");

            builder.press("Delete returns.md");
            assertThat(builder.button("Delete document")).isDisabled();
            builder.page().getByLabel(Pattern.compile("Type .returns.md. to confirm")).fill("returns.md");
            builder.press("Delete document");
            assertThat(builder.page().getByText("No documents yet")).isVisible();
        }
    }

    @Test
    void aModelIsTriedBeforeItIsSavedAndItsKeyIsNeverShownAgain() {
        var id = make("{'name':'Thinker'}");
        try (var builder = browser.owner(ConsoleBrowser.WIDE)) {
            builder.open("/console/agents/" + id + "/model");
            builder.page().getByLabel("A language model").check();
            builder.fill("Base URL", "http://10.0.0.1/v1").fill("Model", "m").fill("API key", "sk-canary").press("Test connection");
            assertThat(builder.page().getByText("The model does not answer")).isVisible();

            builder.press("Save model");
            assertThat(builder.page().getByText("Unpublished changes")).isVisible();
            assertThat(builder.field("API key")).hasValue("");
            builder.page().reload();
            assertThat(builder.field("API key")).hasAttribute("placeholder", "Stored. Type to replace it");
            assertThat(builder.page().content()).doesNotContain("sk-canary");
            builder.accessible();
        }
    }

    @Test
    void looksAreCheckedShownInThePreviewAndLeaveTheAgentAloneUntilTheyArePublished() {
        var id = make("{'name':'Plain'}");
        try (var builder = browser.owner(ConsoleBrowser.WIDE)) {
            builder.open("/console/agents/" + id + "/appearance");
            builder.fill("Accent colour", "#ffee00").fill("Title", "Ask Tea");

            assertThat(builder.page().getByText("1.20 : 1")).isVisible();
            assertThat(preview(builder).getByRole(AriaRole.HEADING, new FrameLocator.GetByRoleOptions().setName("Ask Tea"))).isVisible();
            builder.accessible();
            var session = hub.anonymous().get("/embed/v1/agents/" + id + "/session").expect(200);
            assertThat(session.path("agent").has("appearance")).isFalse();
        }
    }

    @Test
    void anAgentIsSuspendedMadeActiveAndDeletedByItsName() {
        var id = make("{'name':'Short-lived'}");
        try (var builder = browser.owner(ConsoleBrowser.MIDDLE)) {
            builder.open("/console/agents/" + id + "/instructions").press("Agent settings").press("Suspend agent");
            builder.page().getByRole(AriaRole.DIALOG, named("Suspend Short-lived?"))
                    .getByRole(AriaRole.BUTTON, button("Suspend agent")).click();
            assertThat(builder.page().getByText("This agent is suspended.")).isVisible();
            builder.settled().accessible().press("Make active");
            assertThat(builder.page().getByText("This agent is suspended.")).hasCount(0);

            builder.press("Delete agent");
            builder.page().getByLabel(Pattern.compile("Type .Short-lived. to confirm")).fill("Short-lived");
            builder.page().getByRole(AriaRole.DIALOG, named("Delete this agent?"))
                    .getByRole(AriaRole.BUTTON, button("Delete agent")).click();
            builder.page().waitForURL("**/console/agents");
            assertThat(hub.owner().get("/api/v1/agents/" + id).refusal(404)).isEqualTo("not_found");
        }
    }

    private String make(String body) {
        return hub.owner().post("/api/v1/agents", TestJson.of(body)).expect(201).path("id").asText();
    }

    private static FrameLocator preview(ConsoleWindow builder) {
        return builder.page().frameLocator("iframe[title='Preview of the draft']");
    }

    private static Locator instructions(ConsoleWindow builder) {
        return builder.page().getByRole(AriaRole.TEXTBOX, named("Instructions"));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions button(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
