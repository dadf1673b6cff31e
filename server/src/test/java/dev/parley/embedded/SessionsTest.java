package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who is in front of the chat: several chats and tabs, one user after another, visitors, and nobody.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ThreeOrigins world = new ThreeOrigins();

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    @Test
    void twoChatsOfOneAgentAskOnceAndTwoAgentsKeepApart() {
        var sales = world.agent("sales");
        var help = world.agent("help");
        var calls = new AtomicInteger();
        world.tokens("/sales", () -> {
            calls.incrementAndGet();
            return sales.token("jane", LONG);
        });
        world.tokens("/help", () -> help.token("omar", LONG));
        try (var tab = world.open("""
                <div class=chat style="height: 300px"></div><div class=chat style="height: 300px"></div>
                <div class=chat style="height: 300px"></div><script src="{HUB}/parley.js"></script><script>
                const from = (path) => async () => (await (await fetch(path)).json()).token;
                const sales = from('/sales');
                [['sales', sales], ['sales', sales], ['help', from('/help')]].forEach(([agent, token], index) =>
                    Parley.init({ agent, token, mode: 'inline', mount: document.querySelectorAll('.chat')[index] }));
                </script>""")) {
            for (int i = 0; i < 3; i++) {
                assertThat(tab.chat(i).getByRole(AriaRole.LOG)).containsText(i < 2 ? "Good day, Jane." : "Good day, Omar.");
            }
            assertThat(calls).hasValue(1);
            tab.composer(0).fill("for sales alone");
            tab.composer(0).press("Enter");
            assertThat(tab.chat(0).getByRole(AriaRole.LOG)).containsText("You said: for sales alone");
            assertThat(tab.chat(2).getByRole(AriaRole.LOG)).not().containsText("for sales alone");
        }
    }

    @Test
    void loggingOutInOneTabForgetsTheUserInAllAndTheNextOneFindsNothing() {
        var agent = world.agent("log-out");
        var user = new AtomicReference<>("jane");
        world.tokens("/log-out", () -> agent.token(user.get(), LONG));
        var address = world.sameSite(world.publish(HostPages.inline(agent, "/log-out")));
        try (var person = world.person(); var first = new Tab(person.newPage(), world.hub.url());
                var second = new Tab(person.newPage(), world.hub.url())) {
            first.navigate(address);
            second.navigate(address);
            first.sees("Good day, Jane.");
            second.sees("Good day, Jane.");
            first.say("a secret of Jane");
            first.sees("You said: a secret of Jane");
            second.composer().fill("a draft of Jane");

            user.set("omar");
            first.read("chat.logout()");
            for (var tab : new Tab[] {first, second}) {
                tab.sees("Good day, Omar.");
                assertThat(tab.text("a secret of Jane")).hasCount(0);
                assertThat(tab.composer()).hasValue("");
                assertThat(stored(tab)).doesNotContainIgnoringCase("jane");
            }
        }
    }

    @Test
    void anotherUsersTokenBeginsANewSessionWithNothingOfTheFirst() {
        var agent = world.agent("identity-change");
        var user = new AtomicReference<>("jane");
        world.tokens("/identity-change", () -> agent.token(user.get(), LONG));
        try (var tab = world.open(HostPages.inline(agent, "/identity-change"))) {
            tab.sees("Good day, Jane.");
            tab.say("only for Jane");
            tab.sees("You said: only for Jane");
            tab.composer().fill("a draft of Jane");

            user.set("omar");
            tab.read("chat.refreshToken()");
            tab.sees("Good day, Omar.");
            assertThat(tab.text("only for Jane")).hasCount(0);
            assertThat(tab.composer()).hasValue("");
            assertThat(tab.document().evaluate("document.documentElement.outerHTML").toString()).doesNotContain("Jane");
            assertThat(tab.connections()).isEqualTo(2);
            tab.say("only for Omar");
            tab.sees("You said: only for Omar");

            user.set("jane");
            tab.read("chat.refreshToken()");
            tab.sees("You said: only for Jane");
            assertThat(tab.text("only for Omar")).hasCount(0);
        }
    }

    @Test
    void aVisitorFindsTheConversationAgainAndAnotherBrowserDoesNot() {
        var agent = world.agent("visitor", wanted -> wanted.put("access", "public"));
        var address = world.sameSite(world.publish(HostPages.inline(agent, "", "")));
        try (var person = world.person(); var tab = new Tab(person.newPage(), world.hub.url());
                var other = new Tab(world.person().newPage(), world.hub.url())) {
            tab.navigate(address);
            tab.sees("Good day, stranger.");
            tab.say("just looking");
            tab.sees("You said: just looking");
            tab.navigate(address);
            tab.sees("You said: just looking");
            // The hub's own storage is where a visitor is kept; the page itself knows nothing.
            assertThat(stored(tab)).contains("vis_");
            assertThat(tab.read("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"))
                    .isEqualTo("[{},{},\"\"]");
            other.navigate(address);
            other.sees("Good day, stranger.");
            assertThat(other.text("just looking")).hasCount(0);
        }
    }

    /// This browser forbids a frame of another site to store anything: the visitor lives as long as the page.
    @Test
    void aVisitorWhoseBrowserForbidsStorageChatsAllTheSame() {
        var agent = world.agent("no-storage", wanted -> wanted.put("access", "public"));
        try (var tab = world.open(HostPages.inline(agent, "", ""))) {
            tab.sees("Good day, stranger.");
            tab.say("nothing is kept");
            tab.sees("You said: nothing is kept");
            assertThat(tab.document().evaluate("() => { try { return localStorage.length; } catch (e) { return e.name; } }"))
                    .isEqualTo("SecurityError");
            assertThat(tab.errors()).isEmpty();
        }
    }

    @Test
    void aVisitorWhoSignsInBecomesTheUserAndTheVisitorsTalkStaysBehind() {
        var agent = world.agent("signs-in", wanted -> wanted.put("access", "public"));
        world.tokens("/signs-in", () -> agent.token("jane", LONG));
        try (var person = world.person(); var visitor = world.open(person, HostPages.inline(agent, "", ""))) {
            visitor.sees("Good day, stranger.");
            visitor.say("as a visitor");
            visitor.sees("You said: as a visitor");
            try (var user = world.open(person, HostPages.inline(agent, "/signs-in"))) {
                user.sees("Good day, Jane.");
                assertThat(user.text("as a visitor")).hasCount(0);
            }
        }
    }

    @Test
    void withoutATokenAPrivateAgentShowsItsLoginOrOnlyTheMessage() {
        var agent = world.agent("hide-login");
        try (var form = world.open(HostPages.bareIframe(agent, ""));
                var message = world.open(HostPages.bareIframe(agent, "?HIDE_LOGIN=true"))) {
            assertThat(form.gate()).containsText("Sign-in Required");
            assertThat(form.gate().getByRole(AriaRole.BUTTON)).hasText("Sign in");
            assertThat(message.gate()).containsText("Sign-in Required");
            assertThat(message.gate().getByRole(AriaRole.BUTTON)).hasCount(0);
        }
    }

    /// The frame may stand anywhere, so that nobody can be led to type a password into it.
    @Test
    void anAgentWithoutAListAdmitsATokenAndShowsNoLogin() {
        var agent = world.agent("no-list", wanted -> {
            wanted.putArray("allowedOrigins");
            return wanted.put("access", "public");
        });
        try (var nobody = world.open(HostPages.bareIframe(agent, ""));
                var user = world.open(HostPages.bareIframe(agent, "?IDENTITY_TOKEN=" + agent.token("jane", LONG)))) {
            user.sees("Good day, Jane.");
            assertThat(nobody.gate()).isVisible();
            assertThat(nobody.gate().getByRole(AriaRole.BUTTON)).hasCount(0);
        }
    }

    private static String stored(Tab tab) {
        return tab.document().evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])").toString();
    }
}
