package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The frame of a whole hub beside somebody hostile on the same page. How the loader's half of the handshake holds is
/// tried with every forged hello in `web/sdk/test/browser/handshake.browser.ts`.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileNeighboursTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    /// Says to every frame of the page, again and again, what the page tells it to.
    private static final String LOUD_SIBLING = """
            <script>
            addEventListener('message', ({ data }) => setInterval(() => {
                for (let i = 0; i < parent.frames.length; i += 1) {
                    const { port1, port2 } = new MessageChannel();
                    port1.postMessage({ type: 'setup', version: 1, mode: 'inline', identity: true, open: true,
                        theme: 'auto', context: {}, appearance: {} });
                    port1.onmessage = ({ data: asked }) => {
                        parent.postMessage({ leaked: asked }, '*');
                        port1.postMessage({ type: 'token', request: asked.request, token: data.token });
                    };
                    parent.frames[i].postMessage({ type: 'parley:connect', nonce: data.nonce }, '*', [port2]);
                    parent.frames[i].postMessage(
                        { type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken: data.token }, '*');
                }
            }, 50));
            </script>""";

    private final ThreeOrigins world = new ThreeOrigins();

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    /// The stranger even knows the nonce, and has a token of Mallory that the hub would take.
    @Test
    void aSiblingThatForgesTheHandshakeReachesNothing() {
        var agent = world.agent("forged-connect");
        world.strangersPage("/sibling", LOUD_SIBLING);
        var frame = "<iframe id=agent title=Help src='{HUB}/agent/" + agent.slug() + "?HIDE_LOGIN=true#parley=known'></iframe>";
        try (var tab = world.open(loudPage(frame, agent, "known"))) {
            // It waits for its page in vain, and then stands as a plain iframe without a token.
            assertThat(tab.gate()).containsText("Sign-in Required", RenewalTest.PATIENT);
            assertThat(tab.texts("leaked")).isEmpty();
        }
    }

    @Test
    void aSiblingThatAnswersARefreshFirstIsNotHeard() {
        var agent = world.agent("forged-refresh");
        world.strangersPage("/sibling", LOUD_SIBLING);
        var held = new Semaphore(1);
        world.tokens("/held-token", () -> {
            held.acquireUninterruptibly();
            return agent.token("jane", Duration.ofSeconds(4));
        });
        try (var tab = world.open(loudPage(HostPages.plainIframe(agent, "/held-token"), agent, "none"))) {
            tab.sees("Good day, Jane.");
            // Half of the token's life is over: the frame asks, and only the stranger answers.
            tab.page().waitForTimeout(2500);
            held.release(100);
            tab.say("who am I?");
            tab.sees("You said: who am I?");
            assertThat(agent.conversations("jane")).isEqualTo(1);
            assertThat(agent.conversations("mallory")).isZero();
            assertThat(tab.connections()).isEqualTo(1);
        }
    }

    /// The page itself may answer only while it is asked: else any script of a page could switch its user.
    @Test
    void anAnswerThatNobodyAskedForChangesNobody() {
        var agent = world.agent("unasked");
        world.tokens("/unasked", () -> agent.token("jane", LONG));
        try (var tab = world.open(HostPages.plainIframe(agent, "/unasked"))) {
            tab.sees("Good day, Jane.");
            tab.page().evaluate("token => frames[0].postMessage("
                    + "{ type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken: token }, '*')", agent.token("mallory", LONG));
            tab.say("still Jane");
            tab.sees("You said: still Jane");
            assertThat(agent.conversations("jane")).isEqualTo(1);
            assertThat(agent.conversations("mallory")).isZero();
            assertThat(tab.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFrameLedToAStrangerGetsNoTokenAndTheChatComesBack() {
        var agent = world.agent("led-away");
        world.tokens("/led-away", () -> agent.token("jane", LONG));
        world.strangersPage("/trap", """
                <script>
                addEventListener('message', ({ data }) => parent.postMessage({ leaked: data }, '*'));
                for (let i = 0; i < 5; i += 1) {
                    parent.postMessage({ type: 'parley:hello', nonce: location.hash.slice(1) }, '*');
                    parent.postMessage({ type: 'token_needed', request: i, reason: 'connect' }, '*');
                    parent.postMessage({ type: 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED' }, '*');
                }
                </script>""");
        try (var tab = world.open(LEAKS + HostPages.inline(agent, "/led-away"))) {
            tab.sees("Good day, Jane.");
            var calls = tab.read("calls");
            tab.document().evaluate("address => { location.href = address; }", world.stranger() + "/trap#nonce");
            tab.sees("Good day, Jane.");
            assertThat(tab.texts("leaked")).isEmpty();
            assertThat(tab.read("calls")).isEqualTo(calls);
            tab.say("back again");
            tab.sees("You said: back again");
        }
    }

    @Test
    void aPageThatIsNotListedShowsNoChatAndItsIntegratorIsTold() {
        var agent = world.agent("not-listed");
        var asked = new Semaphore(0);
        world.tokens("/not-listed", () -> {
            asked.release();
            return agent.token("jane", LONG);
        });
        try (var tab = new Tab(world.person().newPage(), world.hub.url())) {
            tab.navigate(world.publishElsewhere(HostPages.inline(agent, world.shop() + "/not-listed")));
            tab.page().waitForFunction("errors.length > 0");
            assertThat(tab.errors()).containsExactly("frame_unavailable");
            assertThat(asked.availablePermits()).isZero();
        }
    }

    /// Such a page reaches the hub with its own origin, not with ours.
    @Test
    void aScriptOfAStrangersPageCannotChatAsAVisitor() {
        var agent = world.agent("public-listed", wanted -> wanted.put("access", "public"));
        try (var tab = new Tab(world.person().newPage(), world.hub.url())) {
            tab.navigate(world.publishElsewhere(""));
            var outcome = tab.page().evaluate("""
                    async (socket) => new Promise((done) => {
                        const chat = new WebSocket(socket);
                        chat.onopen = () => done('open');
                        chat.onerror = () => done('refused');
                    })""", world.hub.url().replace("http", "ws") + "/embed/v1/agents/" + agent.slug() + "/chat");
            assertThat(outcome).isEqualTo("refused");
        }
    }

    private static final String LEAKS = "<script>window.leaked = []; addEventListener('message', ({ data }) => {"
            + " if (data.leaked) leaked.push(JSON.stringify(data.leaked)); });</script>";

    private String loudPage(String chat, Embedded agent, String nonce) {
        return LEAKS + chat + """
                <iframe title=Sibling src="{STRANGER}/sibling" onload="this.contentWindow.postMessage(
                    { nonce: '%s', token: '%s' }, '*')"></iframe>""".formatted(nonce, agent.token("mallory", LONG));
    }
}
