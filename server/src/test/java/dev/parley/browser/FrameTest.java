package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class FrameTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static Chromium chromium;
    private static EmbeddedAgent embedded;

    @BeforeAll
    static void start() {
        embedded = new EmbeddedAgent();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        embedded.close();
    }

    @Test
    void eachUserFindsOnlyTheirOwnHistoryAfterAReload() {
        embedded.silentPage("/jane", "jane", LONG);
        embedded.silentPage("/tom", "tom", LONG);
        try (var person = chromium.person(1280)) {
            var page = person.newPage();
            var frame = open(page, "/jane");
            ask(frame, EmbeddedAgent.QUESTION);
            assertThat(frame.locator("body")).containsText(EmbeddedAgent.ANSWER);

            page.reload();
            assertThat(frame.locator("body")).containsText(EmbeddedAgent.ANSWER);

            frame = open(page, "/tom");
            assertThat(frame.locator("textarea")).isVisible();
            assertThat(frame.locator("body")).not().containsText(EmbeddedAgent.ANSWER);

            frame = open(page, "/jane");
            assertThat(frame.locator("body")).containsText(EmbeddedAgent.ANSWER);
        }
    }

    @Test
    void theTokenLeavesTheAddressAndNothingIsLoadedFromElsewhere() {
        embedded.silentPage("/address", "ada", LONG);
        try (var person = chromium.person(360)) {
            var page = person.newPage();
            var requested = new ArrayList<String>();
            page.onRequest(request -> requested.add(request.url()));
            var errors = new ArrayList<String>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().contains("favicon")) {
                    errors.add(message.text());
                }
            });
            var frame = open(page, "/address");
            assertThat(frame.locator("textarea")).isVisible();
            assertThat(page.frames()).noneMatch(each -> each.url().contains("IDENTITY_TOKEN"));
            assertThat(requested).allMatch(url -> url.startsWith(embedded.hub.url()) || url.startsWith(embedded.origin()));
            assertThat(requested.stream().filter(url -> url.contains("IDENTITY_TOKEN"))).hasSize(1);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void theSeedsListenerRenewsAnExpiredTokenAndTheUserSeesNothing() {
        embedded.refreshingPage("/renewing", "renata", Duration.ofSeconds(3), LONG);
        try (var person = chromium.person(1280)) {
            var page = person.newPage();
            var frame = open(page, "/renewing");
            assertThat(frame.locator("textarea")).isVisible();
            page.waitForFunction("window.asked > 0");
            page.waitForTimeout(4_000);
            ask(frame, EmbeddedAgent.QUESTION);
            assertThat(frame.locator("body")).containsText(EmbeddedAgent.ANSWER);
            assertThat(frame.locator("[role=alertdialog]")).hasCount(0);
        }
    }

    @Test
    void aHostThatStaysSilentLeavesADialogAndTheDraft() {
        embedded.silentPage("/silent", "sil", Duration.ofSeconds(4));
        try (var person = chromium.person(1280)) {
            var page = person.newPage();
            var frame = open(page, "/silent");
            frame.locator("textarea").fill("A draft worth keeping");
            assertThat(frame.locator("body")).containsText("Session Expired",
                    new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(frame.locator("textarea")).hasValue("A draft worth keeping");
        }
    }

    @Test
    void aSilentParentAfterARotationMeansAuthenticationFailed() {
        embedded.silentPage("/rotated", "rob", LONG);
        try (var person = chromium.person(1280)) {
            var page = person.newPage();
            var frame = open(page, "/rotated");
            assertThat(frame.locator("textarea")).isVisible();
            embedded.rotateSecret();
            assertThat(frame.locator("body")).containsText("Authentication Failed",
                    new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        }
    }

    @Test
    void aPageThatIsNotListedMayNotFrameTheAgent() {
        embedded.silentPage("/unlisted", "una", LONG);
        try (var person = chromium.person(1280)) {
            var page = person.newPage();
            page.navigate(embedded.site.origin("other.localhost") + "/unlisted");
            page.waitForTimeout(1_500);
            assertThat(page.frameLocator("iframe").locator("textarea")).hasCount(0);
        }
    }

    @Test
    void theScriptTagHandsTheTokenOverWithoutAnAddress() {
        embedded.scriptPage("/script", "sam");
        try (var person = chromium.person(1280)) {
            var page = person.newPage();
            var requested = new ArrayList<String>();
            page.onRequest(request -> requested.add(request.url()));
            page.navigate(embedded.origin() + "/script");
            var frame = page.frameLocator("iframe");
            ask(frame, EmbeddedAgent.QUESTION);
            assertThat(frame.locator("body")).containsText(EmbeddedAgent.ANSWER);
            assertThat(requested).noneMatch(url -> url.contains("eyJ"));
        }
    }

    @Test
    void aSecondTabHearsTheSameConversation() {
        embedded.silentPage("/two", "tess", LONG);
        try (var person = chromium.person(1280)) {
            var first = open(person.newPage(), "/two");
            ask(first, EmbeddedAgent.QUESTION);
            assertThat(first.locator("body")).containsText(EmbeddedAgent.ANSWER);
            var second = open(person.newPage(), "/two");
            assertThat(second.locator("body")).containsText(EmbeddedAgent.ANSWER);
            ask(first, "What about the weather on Mars?");
            assertThat(second.locator("body")).containsText("What about the weather on Mars?");
        }
    }

    @Test
    void aVisitorChatsByLinkAndIsRememberedByTheirBrowser() {
        try (var person = chromium.person(360)) {
            var page = person.newPage();
            page.navigate(embedded.hub.url() + "/agent/" + embedded.slug);
            assertThat(page.locator("body")).containsText("Hello there!");
            page.locator("textarea").fill(EmbeddedAgent.QUESTION);
            page.locator("textarea").press("Enter");
            assertThat(page.locator("body")).containsText(EmbeddedAgent.ANSWER);
            page.reload();
            assertThat(page.locator("body")).containsText(EmbeddedAgent.ANSWER);
        }
    }

    private static FrameLocator open(Page page, String path) {
        page.navigate(embedded.origin() + path);
        return page.frameLocator("iframe");
    }

    private static void ask(FrameLocator frame, String question) {
        frame.locator("textarea").fill(question);
        frame.locator("textarea").press("Enter");
    }
}
