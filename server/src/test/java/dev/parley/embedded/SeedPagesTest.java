package dev.parley.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.platform.json.Json;
import dev.parley.testing.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The front-end samples of the four documents as they print them, with only addresses and keys filled in. The plain
/// iframe of seed 000 and its listener are in `HostPages`, and tried in `RenewalTest` and `RotationTest`.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedPagesTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ThreeOrigins world = new ThreeOrigins();

    @AfterAll
    void close() throws IOException {
        world.close();
    }

    @Test
    void theSupportWidgetOfSeed002ChatsWithTheTenantsDefaultAgentAndRenewsItsToken() {
        var agent = world.agent("support-widget");
        var owner = world.hub.owner();
        var tenant = owner.patch("/api/v1/tenant", Json.object().put("defaultAgent", agent.id())).expect(200).path("id").asText();
        var secret = owner.post("/api/v1/tenant/secret/rotate", Json.object()).expect(200).path("secret").asText();
        var refreshes = new AtomicInteger();
        world.tokens("/api/support/token", () -> {
            refreshes.incrementAndGet();
            return tenantToken(secret, tenant, Duration.ofMinutes(50));
        });
        try (var tab = world.open("""
                <script src="{HUB}/ai-support-widget.js"></script>
                <script>
                const initialToken = '%s';
                AISupportWidget.init({  tenantKey: '%s',  jwt: initialToken,  onTokenRefresh: async () => {    // Called automatically when the current token expires (401)
                    const res = await fetch('/api/support/token', {      method: 'POST',      credentials: 'include',    });    const { token } = await res.json();    return token;  },});
                </script>""".formatted(tenantToken(secret, tenant, Duration.ofSeconds(9)), tenant))) {
            tab.page().getByRole(AriaRole.BUTTON).click();
            tab.sees("Good day, stranger.");
            tab.page().waitForCondition(() -> refreshes.get() > 0);
            tab.page().waitForTimeout(3000);
            tab.say("after an hour");
            tab.sees("You said: after an hour");
            assertThat(refreshes).hasValueBetween(1, 2);
            assertThat(tab.text("after an hour")).hasCount(1);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void theAuthenticatorOfSeed003FetchesAMintedTokenFromItsBackend() {
        var agent = world.agent("bridle");
        var key = mintKey();
        world.tokens("/embed/token", () -> mint(key, "user-42"));
        try (var tab = world.open("""
                <div id="chat-authn" style="height: 600px"></div>
                <script src="{HUB}/sdk/latest.js"></script>
                <script>
                const apiUrl = '{HUB}', agentId = '%s';
                window.logged = [];
                console.log = (...words) => logged.push(words.join(' '));
                Bridle.init({
                apiUrl,
                agentId,
                mode: 'inline',
                mount: '#chat-authn',
                title: 'Token via function',
                token: async () => {
                const r = await fetch('/embed/token?sub=user-42')
                if (!r.ok) throw new Error(`token ${r.status}`)
                const { token } = await r.json()
                return token
                },
                onReady: () => console.log('[bridle] ready'),
                onError: (e) => console.error('[bridle] error', e),
                })
                </script>""".formatted(agent.slug()))) {
            tab.sees("Good day, Minted.");
            tab.say("hello");
            tab.sees("You said: hello");
            assertThat(tab.texts("logged")).containsExactly("[bridle] ready");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void allFourFormsOfATokenOfSeed003Work() {
        var agent = world.agent("bridle-forms", wanted -> wanted.put("access", "public"));
        var token = mint(mintKey(), "user-42");
        for (var form : new String[] {"'" + token + "'", "() => '" + token + "'", "async () => '" + token + "'", "undefined"}) {
            try (var tab = world.open("""
                    <div id="chat" style="height: 600px"></div><script src="{HUB}/sdk/latest.js"></script>
                    <script>Bridle.init({ agentId: '%s', mode: 'inline', mount: '#chat', token: %s })</script>"""
                    .formatted(agent.slug(), form))) {
                tab.sees(form.equals("undefined") ? "Good day, stranger." : "Good day, Minted.");
            }
        }
        try (var tab = world.open("<script src=\"{HUB}/sdk/latest.js\" data-agent-id=\"" + agent.slug()
                + "\" data-token=\"" + token + "\" data-title=\"Ask us\"></script>")) {
            tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask us")).click();
            tab.sees("Good day, Minted.");
            assertThat(tab.page().content()).doesNotContain(token);
        }
    }

    @Test
    void theBubbleOfSeed000KnowsItsUserAndRenewsByTheLoader() {
        var agent = world.agent("bubble");
        var calls = new AtomicInteger();
        world.tokens("/api/bubble-token", () -> agent.token("jane", calls.getAndIncrement() == 0 ? Duration.ofSeconds(4) : LONG));
        try (var tab = world.open("""
                <script src="{HUB}/chat-bubble.js" data-chat-id="bubble" data-color="#7b1fa2" data-position="left"
                    data-icon="{HUB}/icon.png" data-token-url="/api/bubble-token"></script>""")) {
            var launcher = tab.page().getByRole(AriaRole.BUTTON);
            assertThat(launcher).hasCSS("background-color", "rgb(123, 31, 162)");
            launcher.click();
            tab.sees("Good day, Jane.");
            tab.page().waitForTimeout(4000);
            tab.say("after its end");
            tab.sees("You said: after its end");
            assertThat(calls).hasValueGreaterThan(1);
            assertThat(tab.text("after its end")).hasCount(1);
        }
    }

    private String mintKey() {
        var order = Json.object().put("name", "Backend");
        order.putArray("scopes").add("embed:mint");
        return world.hub.owner().post("/api/v1/api-keys", order).expect(201).path("key").asText();
    }

    private String mint(String key, String sub) {
        var order = Json.object().put("sub", sub).put("email", "jane@example.com").put("expiresIn", "15m");
        order.putObject("variables").put("name", "Minted");
        return world.hub.as(key).post("/auth/embed/token", order).expect(200).path("token").asText();
    }

    private static String tenantToken(String secret, String tenant, Duration lifetime) {
        var now = Instant.now().getEpochSecond();
        var claims = Json.object().put("tenantId", tenant).put("userId", "usr_jane").put("userEmail", "jane@example.com")
                .put("plan", "pro").put("iat", now).put("exp", now + lifetime.toSeconds());
        claims.putArray("userRoles").add("user");
        return Tokens.sign(secret, claims);
    }
}
