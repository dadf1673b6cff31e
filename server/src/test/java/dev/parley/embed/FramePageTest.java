package dev.parley.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.json.Json;
import dev.parley.testing.Api.Answer;
import dev.parley.testing.TestHub;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramePageTest {
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data: blob:; font-src 'self'; form-action 'none'; base-uri 'none';"
            + " require-trusted-types-for 'script'; trusted-types lit-html; frame-ancestors ";

    private final TestHub hub = TestHub.start();

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void theAgentsListDecidesWhoMayFrameIt() {
        agent("listed", "Listed", "https://shop.example.com", "https://b.example:8443");
        agent("unlisted", "Unlisted");
        agent("everyone", "Everyone", "*");
        assertThat(policy(page("listed"))).isEqualTo(CONTENT + "https://shop.example.com https://b.example:8443");
        assertThat(policy(page("unlisted"))).isEqualTo(CONTENT + "*");
        assertThat(policy(page("everyone"))).isEqualTo(CONTENT + "*");
    }

    @Test
    void thePageIsKeptNowhereAndTellsNobodyItsAddress() {
        agent("headers", "Headers");
        var headers = page("headers").headers();
        assertThat(headers.firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Cross-Origin-Embedder-Policy")).contains("credentialless");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(headers.firstValue("Permissions-Policy")).isPresent();
        assertThat(headers.firstValue("X-Frame-Options")).isEmpty();
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void theFirstScriptIsTheOneThatTakesTheTokenOutOfTheAddress() {
        agent("scripts", "Scripts");
        var html = page("scripts").text();
        assertThat(html).containsPattern("(?s)<head>.*?<script src=\"/assets/boot-[0-9a-f]+\\.js\"></script>");
        assertThat(html.indexOf("/assets/boot-")).isLessThan(html.indexOf("/assets/frame-"));
        assertThat(html).doesNotContainPattern("<script>|<script [^s t]| on[a-z]+=|style=|javascript:")
                .contains("<parley-frame></parley-frame>", "<html lang=\"en\">");
    }

    @Test
    void whatABuilderWroteIsTextAndNothingElse() {
        agent("hostile", "</title><script>alert(1)</script>\"'&", "https://a.example");
        var html = page("hostile").text();
        assertThat(html).doesNotContain("<script>alert")
                .contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;</title>")
                .contains("<meta name=\"parley-agent\" content=\"hostile\">")
                .contains("<meta name=\"parley-origins\" content=\"[&quot;https://a.example&quot;]\">");
    }

    @Test
    void theTicketSaysWhetherTheBrowserLoadedAFrame() {
        agent("framed", "Framed");
        assertThat(meta(page("framed", "Sec-Fetch-Dest", "iframe"), "framed")).isEqualTo("true");
        assertThat(meta(page("framed", "Sec-Fetch-Dest", "document"), "framed")).isEqualTo("false");
        assertThat(meta(page("framed"), "framed")).isEqualTo("false");
        assertThat(meta(page("framed"), "ticket")).startsWith("tkt_");
    }

    @Test
    void aTokenInTheQueryComesBackNowhere() {
        agent("canary", "Canary");
        var answer = page("canary?IDENTITY_TOKEN=eyJjYW5hcnkiOjF9.x.y&HIDE_LOGIN=true");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text() + answer.headers()).doesNotContain("eyJjYW5hcnkiOjF9");
    }

    @Test
    void anAgentThatIsNotThereSaysSoUnderTheSameHeaders() {
        for (var slug : List.of("nobody", "%3Cscript%3E", "agt_0000000000000000000000", "..%2F..%2Fetc", "a".repeat(300))) {
            var answer = page(slug + "?IDENTITY_TOKEN=eyJjYW5hcnkiOjF9.x.y");
            assertThat(answer.status()).as(slug).isIn(404, 400);
            assertThat(answer.text()).doesNotContain("eyJjYW5hcnkiOjF9", "<script>");
        }
        assertThat(policy(page("nobody"))).isEqualTo(CONTENT + "*");
        assertThat(page("nobody").headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aSuspendedAgentSaysSo() {
        var id = agent("asleep", "Asleep", "https://a.example");
        hub.owner().patch("/api/v1/agents/" + id, Json.object().put("status", "suspended")).expect(200);
        var answer = page("asleep");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(policy(answer)).endsWith("frame-ancestors https://a.example");
        assertThat(answer.text()).contains("<h1>Temporarily Unavailable</h1>").doesNotContain("parley-ticket");
    }

    @Test
    void everyScriptIsServedCompressedAndAnsweredFromItsTag() {
        agent("assets", "Assets");
        var boot = find("/assets/boot-[0-9a-f]+\\.js", page("assets").text());
        var answer = hub.anonymous().get(boot, "Accept-Encoding", "gzip, br");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("br");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        var tag = answer.headers().firstValue("ETag").orElseThrow();
        var again = hub.anonymous().get(boot, "Accept-Encoding", "br", "If-None-Match", "\"x\", " + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes()).isEmpty();
        assertThat(hub.anonymous().get(boot, "If-None-Match", tag).status()).as("another form").isEqualTo(200);
        assertThat(hub.anonymous().get(boot, "Accept-Encoding", "br;q=0, gzip;q=0.5").headers().firstValue("Content-Encoding"))
                .contains("gzip");
        assertThat(hub.anonymous().get("/assets/none.js").status()).isEqualTo(404);
    }

    @Test
    void theLoaderAndTheSeedsScriptsStandAtTheirAddresses() {
        for (var path : List.of("/parley.js", "/parley.mjs", "/ai-support-widget.js", "/sdk/latest.js", "/chat-bubble.js")) {
            var answer = hub.anonymous().get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, no-cache");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        }
    }

    private String agent(String slug, String name, String... origins) {
        var body = Json.object().put("name", name).put("slug", slug);
        body.set("allowedOrigins", Json.texts(List.of(origins)));
        return hub.owner().post("/api/v1/agents", body).expect(201).path("id").asText();
    }

    private Answer page(String slugAndQuery, String... headers) {
        return hub.anonymous().get("/agent/" + slugAndQuery, headers);
    }

    private static String policy(Answer answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("none");
    }

    private static String meta(Answer answer, String name) {
        var matcher = Pattern.compile("<meta name=\"parley-" + name + "\" content=\"([^\"]*)\">").matcher(answer.text());
        return matcher.find() ? matcher.group(1) : "none";
    }

    private static String find(String pattern, String html) {
        var matcher = Pattern.compile(pattern).matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }
}
