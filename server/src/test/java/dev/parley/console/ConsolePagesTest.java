package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Api;
import dev.parley.testing.TestHub;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsolePagesTest {
    @Test
    void everyAddressOfTheConsoleIsOnePageThatCannotBeFramedAndLoadsOnlyOurOwn() {
        try (var hub = TestHub.start()) {
            for (var path : List.of("/console/", "/console/agents/agt_x/share/embed", "/console/setup", "/console/accept")) {
                var page = hub.anonymous().get(path);
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                        .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
                        .doesNotContain("unsafe");
                assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
                assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
                assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(page.text()).doesNotContain("style=", "onclick=").containsPattern("/assets/console-\\w+\\.js");
            }
        }
    }

    @Test
    void aFileThatIsNotThereIsMissingRatherThanAPage() {
        try (var hub = TestHub.start()) {
            assertThat(hub.anonymous().get("/console/old-script.js").status()).isEqualTo(404);
            assertThat(hub.anonymous().get("/console/a.b/c").status()).isEqualTo(200);
        }
    }

    @Test
    void aConsoleWithAnAddressOfItsOwnIsServedThereAlone() throws IOException {
        int port = freePort();
        var console = "http://localhost:" + port;
        try (var hub = TestHub.start(Map.of("PARLEY_PORT", Integer.toString(port),
                "PARLEY_PUBLIC_URL", "http://127.0.0.1:" + port, "PARLEY_CONSOLE_URL", console))) {
            var page = hub.anonymous().get("/console/agents");
            assertThat(page.status()).isEqualTo(302);
            assertThat(page.headers().firstValue("Location")).contains(console + "/console/");
            assertThat(new Api(console, "").get("/console/agents").text()).contains("content=\"http://127.0.0.1:" + port + "\"");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
