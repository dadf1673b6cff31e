package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.ConsoleBrowser.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.parley.browser.ConsoleBrowser;
import dev.parley.platform.json.Json;
import dev.parley.testing.Api;
import dev.parley.testing.HostSite;
import dev.parley.testing.TestHub;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What another site can do with a browser in which a member of ours is signed in: nothing.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherSitesTest {
    private static final String EVIL = "evil.localhost";

    private final ConsoleBrowser console = new ConsoleBrowser();
    private final TestHub hub = console.hub();
    private final HostSite site = new HostSite();

    @AfterAll
    void stop() {
        site.close();
        console.close();
    }

    @Test
    void theCookieCountsForOurOwnPagesAlone() {
        var cookie = cookie();
        assertThat(read(cookie, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(200);
        assertThat(read(cookie, "Origin", hub.url()).status()).isEqualTo(200);
        assertThat(read(cookie, "Origin", "http://" + EVIL).refusal(401)).isEqualTo("sign_in_required");
        assertThat(read(cookie, "Origin", "null").status()).isEqualTo(401);
        assertThat(read(cookie, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(401);
        assertThat(read(cookie, "Sec-Fetch-Site", "same-site").status()).isEqualTo(401);
        assertThat(read(cookie, "Sec-Fetch-Site", "none").status()).isEqualTo(401);
        assertThat(hub.anonymous().get("/api/v1/auth/me", "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void aWriteByCookieIsJsonFromOurOwnPage() {
        var cookie = cookie();
        var agent = "{\"name\":\"Forged\",\"model\":{\"provider\":\"builtin\"}}".getBytes(StandardCharsets.UTF_8);
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json")) {
            var answer = hub.anonymous().send("POST", "/api/v1/agents", agent, "Cookie", cookie, "Origin", hub.url(),
                    "Content-Type", type);
            assertThat(answer.status()).as(type).isEqualTo(401);
        }
        assertThat(hub.anonymous().send("POST", "/api/v1/agents", agent, "Cookie", cookie,
                "Content-Type", "application/json").status()).isEqualTo(401);
        assertThat(hub.owner().get("/api/v1/agents").text()).doesNotContain("Forged");
    }

    @Test
    void signingInMakesANewSessionWhateverCookieCameBefore() {
        var planted = cookie();
        var body = Json.object().put("email", TestHub.EMAIL).put("password", TestHub.PASSWORD);
        var login = hub.anonymous().post("/api/v1/auth/login", body, "Cookie", planted, "Origin", hub.url());
        var kept = setCookie(login);
        assertThat(kept).isNotEqualTo(planted).startsWith("parley_session=ses_");
        assertThat(login.headers().allValues("Set-Cookie").toString()).contains("HttpOnly", "SameSite=Strict");

        var chosen = "parley_session=ses_" + "x".repeat(43);
        var second = hub.anonymous().post("/api/v1/auth/login", body, "Cookie", chosen, "Origin", hub.url());
        assertThat(setCookie(second)).isNotEqualTo(chosen);
        assertThat(read(chosen, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(401);
    }

    @Test
    void aFormOfAnotherSiteNeitherWritesNorSignsAnybodyIn() {
        site.page("/forms", """
                <form id="agent" method="post" enctype="text/plain" action="%1$s/api/v1/agents">
                  <input name='{"name":"Forged by form","model":{"provider":"builtin"},"x":"' value='"}'></form>
                <form id="login" method="post" enctype="text/plain" action="%1$s/api/v1/auth/login">
                  <input name='{"email":"%2$s","password":"%3$s","x":"' value='"}'></form>
                """.formatted(hub.url(), TestHub.EMAIL, TestHub.PASSWORD));
        try (var window = console.owner(WIDE)) {
            window.watch().expect("A request to " + site.origin(EVIL));
            window.watch().expect("status of 4");
            submit(window.page(), "agent");
            assertThat(window.page().content()).contains("\"success\":false");
            assertThat(hub.owner().get("/api/v1/agents").text()).doesNotContain("Forged");
        }
        try (var window = console.stranger(WIDE)) {
            window.watch().expect("A request to " + site.origin(EVIL));
            window.watch().expect("status of 4");
            submit(window.page(), "login");
            assertThat(window.page().context().cookies()).isEmpty();
        }
    }

    @Test
    void aScriptOfAnotherSiteReadsAndWritesNothing() {
        site.page("/script", "<p>hello</p>");
        try (var window = console.owner(WIDE)) {
            window.watch().expect("A request to " + site.origin(EVIL));
            window.watch().expect("CORS policy");
            window.watch().expect("ERR_FAILED");
            window.watch().expect("status of 4");
            window.page().navigate(site.origin(EVIL) + "/script");
            var outcomes = window.page().evaluate("""
                    async hub => {
                        const tries = [
                            fetch(hub + '/api/v1/auth/me', { credentials: 'include' }),
                            fetch(hub + '/api/v1/agents', { method: 'POST', credentials: 'include', body: '{"name":"Forged by script"}',
                                headers: { 'Content-Type': 'application/json' } }),
                            fetch(hub + '/api/v1/auth/logout', { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}' }),
                        ];
                        return (await Promise.allSettled(tries)).map(each => each.status + (each.value?.status ?? ''));
                    }""", hub.url());
            assertThat(outcomes).isEqualTo(List.of("rejected", "rejected", "fulfilled0"));
            assertThat(hub.owner().get("/api/v1/agents").text()).doesNotContain("Forged");
            window.open("/console/agents");
            assertThat(window.heading()).hasText("Agents");
        }
    }

    @Test
    void noPageOfAnotherSiteFramesTheConsole() {
        site.page("/frame", "<iframe src='" + hub.url() + "/console/agents'></iframe>");
        try (var window = console.owner(WIDE)) {
            window.watch().expect("A request to " + site.origin(EVIL));
            window.watch().expect("frame-ancestors");
            window.page().navigate(site.origin(EVIL) + "/frame");
            var framed = window.page().frameLocator("iframe");
            assertThat(framed.locator("h1")).isAttached();
            assertThat(framed.locator("parley-console")).hasCount(0);
            assertThat(framed.locator("html")).not().containsText("Agents");
        }
    }

    @Test
    void afterSigningInNobodyIsLedAway() {
        for (var next : List.of("//evil.example/", "javascript:alert(1)")) {
            try (var window = console.stranger(WIDE)) {
                window.open("/console/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
                window.fill("E-mail address", TestHub.EMAIL).fill("Password", TestHub.PASSWORD).press("Sign in");
                window.page().waitForURL(Pattern.compile(Pattern.quote(hub.url()) + "/console/(?!sign-in).*"));
                assertThat(window.heading()).hasText("Agents");
            }
        }
    }

    @Test
    void aCookieThatWasPlantedBeforeIsReplacedAtSigningIn() {
        try (var window = console.stranger(WIDE)) {
            var planted = "ses_" + "y".repeat(43);
            window.page().context().addCookies(List.of(new Cookie("parley_session", planted).setUrl(hub.url())));
            window.signIn(TestHub.EMAIL, TestHub.PASSWORD);
            assertThat(window.page().context().cookies().stream().filter(each -> each.name.equals("parley_session")))
                    .singleElement().satisfies(each -> {
                        assertThat(each.value).isNotEqualTo(planted);
                        assertThat(each.httpOnly).isTrue();
                    });
        }
    }

    private void submit(Page page, String form) {
        page.navigate(site.origin(EVIL) + "/forms");
        page.waitForNavigation(() -> page.evaluate("form => document.getElementById(form).submit()", form));
    }

    private Api.Answer read(String cookie, String header, String value) {
        return hub.anonymous().get("/api/v1/auth/me", "Cookie", cookie, header, value);
    }

    /// The session cookie of a member who just signed in, as a browser sends it.
    private String cookie() {
        return setCookie(hub.anonymous().post("/api/v1/auth/login",
                Json.object().put("email", TestHub.EMAIL).put("password", TestHub.PASSWORD)));
    }

    private static String setCookie(Api.Answer login) {
        return login.headers().allValues("Set-Cookie").stream().filter(each -> each.startsWith("parley_session="))
                .map(each -> each.split(";", 2)[0]).findFirst().orElseThrow();
    }
}
