package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Secrets are rotated and users revoked while somebody chats.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotationTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ThreeOrigins world = new ThreeOrigins();

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    @Test
    void anAnswerThatStreamsThroughARotationArrivesWholeByTheScriptAndInAPlainIframe() {
        var agent = world.agent("rotates");
        var user = new AtomicReference<>("jane");
        world.tokens("/rotates", () -> agent.token(user.get(), LONG));
        for (var page : new String[] {HostPages.inline(agent, "/rotates"), HostPages.plainIframe(agent, "/rotates")}) {
            var question = "a story, round " + page.hashCode();
            var story = world.model.on(question);
            try (var tab = world.open(page)) {
                assertThat(tab.chat().getByRole(AriaRole.LOG)).containsText("Good day,");
                tab.say(question);
                story.say("Once ");
                tab.sees("Once");
                tab.composer().fill("meanwhile");
                agent.rotate();
                story.say("upon ").say("a ").say("time.");
                story.end();
                tab.sees("Once upon a time.");
                assertThat(tab.composer()).hasValue("meanwhile");
                tab.composer().press("Enter");
                tab.sees("You said: meanwhile");
                assertThat(tab.connections()).isEqualTo(1);
                assertThat(tab.complaints()).isEmpty();
                user.set("omar");
            }
        }
    }

    @Test
    void untilTheBackendHasTheNewSecretPeopleReadAuthenticationFailedAndKeepTheirDraft() {
        var agent = world.agent("deployed-late");
        world.tokens("/deployed-late", () -> agent.token("jane", LONG));
        try (var tab = world.open(HostPages.inline(agent, "/deployed-late"));
                var fixed = world.open(HostPages.bareIframe(agent, "?IDENTITY_TOKEN=" + agent.token("jane", LONG)))) {
            tab.sees("Good day, Jane.");
            fixed.sees("Good day, Jane.");
            tab.composer().fill("a draft");
            var fresh = agent.rotateAtHub();
            assertThat(tab.dialog()).containsText("Authentication Failed");
            tab.page().waitForFunction("errors.includes('authentication_failed')");

            agent.deploy(fresh);
            tab.tryAgain().click();
            assertThat(tab.dialog()).isHidden();
            assertThat(tab.composer()).hasValue("a draft");
            tab.composer().press("Enter");
            tab.sees("You said: a draft");
        }
        // Whoever comes with a token of the old secret reads the document's own words.
        try (var late = world.open(HostPages.bareIframe(agent,
                "?IDENTITY_TOKEN=" + Embedded.token("a secret that is no more and was 32 bytes", "jane", LONG)))) {
            assertThat(late.obstacle()).containsText("Authentication Failed", RenewalTest.PATIENT);
        }
    }

    @Test
    void revokingAllSecretsEndsTheChatAndSaysWhy() {
        var agent = world.agent("revoked-secrets");
        world.tokens("/revoked-secrets", () -> agent.token("jane", LONG));
        try (var tab = world.open(HostPages.inline(agent, "/revoked-secrets"))) {
            tab.sees("Good day, Jane.");
            agent.revokeSecrets();
            assertThat(tab.obstacle()).containsText("Identity Not Configured");
            assertThat(tab.errors()).contains("identity_not_configured");
        }
    }

    @Test
    void aRevokedUserIsOutWithTheTokenTheyHaveAndOthersStay() {
        var agent = world.agent("revoked-user");
        try (var jane = world.open(HostPages.inline(agent, "token: '" + agent.token("jane", LONG) + "'", ""));
                var omar = world.open(HostPages.inline(agent, "token: '" + agent.token("omar", LONG) + "'", ""))) {
            jane.sees("Good day, Jane.");
            omar.sees("Good day, Omar.");
            agent.revokeUser("jane");
            assertThat(jane.obstacle()).isVisible();
            assertThat(jane.errors()).contains("token_stale");
            omar.say("still here");
            omar.sees("You said: still here");
        }
    }
}
