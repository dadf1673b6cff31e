package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.parley.platform.json.Json;
import dev.parley.testing.HostSite.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A user's token ends while they chat: every way to get the next one, and every way in which none comes.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenewalTest {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    /// Longer than a page may take to answer, in ms.
    static final ContainsTextOptions PATIENT = new ContainsTextOptions().setTimeout(15_000);

    private final ThreeOrigins world = new ThreeOrigins();

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    @Test
    void anAsyncFunctionRenewsAShortTokenOnTheSameConnectionAndNobodyNotices() {
        var agent = world.agent("async-function");
        world.tokens("/async", () -> agent.token("jane", Duration.ofSeconds(10)));
        try (var tab = world.open(HostPages.inline(agent, "/async"))) {
            tab.sees("Good day, Jane.");
            var first = tab.read("calls");
            tab.page().waitForFunction("first => calls > first", first);
            tab.say("after the renewal");
            tab.sees("You said: after the renewal");
            assertThat(tab.connections()).isEqualTo(1);
            assertThat(tab.errors()).isEmpty();
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /// Each token of this backend is another text, so that "the same again" does not stop what would be a loop.
    @Test
    void tokensThatLiveLessThanTheWarningIsEarlyAreNotRenewedInALoop() {
        var agent = world.agent("no-loop");
        var calls = new AtomicInteger();
        world.tokens("/no-loop", () -> agent.token("jane", Duration.ofSeconds(20 + calls.incrementAndGet())));
        try (var tab = world.open(HostPages.inline(agent, "/no-loop"))) {
            tab.sees("Good day, Jane.");
            tab.page().waitForTimeout(1500);
            assertThat(calls).hasValueLessThan(3);
        }
    }

    @Test
    void aPlainIframeWithTheListenerOfTheDocumentRepeatsTheRefusedMessageOnce() {
        var agent = world.agent("plain-listener");
        var calls = new AtomicInteger();
        world.tokens("/api/dronahq-token",
                () -> agent.token("jane", calls.getAndIncrement() == 0 ? SHORT : LONG));
        try (var tab = world.open(HostPages.plainIframe(agent, "/api/dronahq-token"))) {
            tab.sees("Good day, Jane.");
            tab.page().waitForTimeout(SHORT.toMillis());
            tab.say("said after its end");
            tab.sees("You said: said after its end");
            assertThat(tab.text("said after its end")).hasCount(1);
            assertThat(calls).hasValueGreaterThan(1);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /// One text cannot be renewed; a listener that is not there, and a function that never answers, take 10 s to show. The
    /// session is ended by a rotation: when a token ends by its time, a slow machine might not have begun to chat.
    @Test
    void whoGetsNoNewTokenKeepsTheDraftAndCanTryAgain() {
        var agent = world.agent("no-token");
        world.backend("/silent-later", new OnceThen(() -> token(agent, LONG), () -> {
            await(Duration.ofSeconds(30));
            return new Answer(500, "");
        })::next);
        var text = world.open(HostPages.inline(agent, "token: '" + agent.token("jane", LONG) + "'", ""));
        var silent = world.open(HostPages.inline(agent, "/silent-later"));
        var bare = world.open(HostPages.bareIframe(agent, "?IDENTITY_TOKEN=" + agent.token("jane", LONG) + "&HIDE_LOGIN=true"));
        try (text; silent; bare) {
            for (var tab : new Tab[] {text, silent, bare}) {
                tab.sees("Good day, Jane.");
                tab.composer().fill("an unfinished thought");
            }
            agent.rotateAtHub();
            for (var tab : new Tab[] {text, silent, bare}) {
                assertThat(tab.dialog()).containsText("What you have written is kept.", PATIENT);
                assertThat(tab.tryAgain()).isVisible();
                assertThat(tab.composer()).hasValue("an unfinished thought");
            }
            assertThat(text.errors()).startsWith("token_stale");
            assertThat(silent.errors()).startsWith("token_timeout");
            assertThat(bare.dialog()).containsText("Authentication Failed");
            assertThat(bare.dialog()).containsText("Refresh it to go on.");
        }
    }

    @Test
    void aHostThatSays401IsAskedNoMoreUntilThePersonRetries() {
        var agent = world.agent("host-401");
        var signedIn = new AtomicBoolean();
        var calls = new AtomicInteger();
        world.backend("/host-401", () -> calls.getAndIncrement() == 0 ? token(agent, LONG)
                : signedIn.get() ? token(agent, LONG) : new Answer(401, "{}"));
        try (var tab = world.open(HostPages.inline(agent, "/host-401"))) {
            tab.sees("Good day, Jane.");
            tab.composer().fill("a draft");
            agent.rotate();
            assertThat(tab.dialog()).containsText("Signed Out");
            var asked = calls.get();
            tab.page().waitForTimeout(1000);
            assertThat(calls).hasValue(asked);
            assertThat(tab.errors()).startsWith("token_refused");

            signedIn.set(true);
            tab.tryAgain().click();
            assertThat(tab.dialog()).isHidden();
            assertThat(tab.composer()).hasValue("a draft");
            tab.composer().press("Enter");
            tab.sees("You said: a draft");
        }
    }

    @Test
    void aFunctionThatThrowsIsToldAndCanBeTriedAgain() {
        var agent = world.agent("throws");
        var works = new AtomicBoolean();
        world.backend("/throws", () -> works.get() ? token(agent, LONG) : new Answer(500, "{}"));
        try (var tab = world.open(HostPages.inline(agent, "/throws"))) {
            assertThat(tab.tryAgain()).isVisible();
            assertThat(tab.errors()).containsExactly("token_failed");
            works.set(true);
            tab.tryAgain().click();
            tab.sees("Good day, Jane.");
        }
    }

    @Test
    void theSameStaleTokenAgainIsNoLoop() {
        var agent = world.agent("stale");
        var calls = new AtomicInteger();
        var cached = agent.token("jane", LONG);
        world.tokens("/stale", () -> {
            calls.incrementAndGet();
            return cached;
        });
        try (var tab = world.open(HostPages.inline(agent, "/stale"))) {
            tab.sees("Good day, Jane.");
            tab.composer().fill("still mine");
            agent.rotateAtHub();
            assertThat(tab.dialog()).containsText("Authentication Failed");
            tab.page().waitForTimeout(500);
            assertThat(calls).hasValueLessThan(5);
            assertThat(tab.errors()).startsWith("token_stale");
            assertThat(tab.composer()).hasValue("still mine");
        }
    }

    @Test
    void aSyncFunctionAndAFixedTextOpenASession() {
        var agent = world.agent("sync");
        var token = agent.token("jane", LONG);
        for (var form : new String[] {"token: () => '" + token + "'", "token: '" + token + "'"}) {
            try (var tab = world.open(HostPages.inline(agent, form, ""))) {
                tab.sees("Good day, Jane.");
                assertThat(tab.errors()).isEmpty();
            }
        }
    }

    private static Answer token(Embedded agent, Duration lifetime) {
        return new Answer(200, Json.text(Json.object().put("token", agent.token("jane", lifetime))));
    }

    private static void await(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One answer for the first request, another for all later ones.
    private record OnceThen(Supplier<Answer> first, Supplier<Answer> later,
            AtomicInteger asked) {
        OnceThen(Supplier<Answer> first, Supplier<Answer> later) {
            this(first, later, new AtomicInteger());
        }

        Answer next() {
            return (asked.getAndIncrement() == 0 ? first : later).get();
        }
    }
}
