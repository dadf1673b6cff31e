package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestHub;
import org.junit.jupiter.api.Test;

class PasswordPagesTest {
    @Test
    void thePagesBehindOneTimeLinksCannotBeFramedAndLoadOnlyOurOwn() {
        try (var hub = TestHub.start()) {
            for (var path : new String[] {"/console/setup", "/console/accept"}) {
                var page = hub.anonymous().get(path);
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                        .contains("frame-ancestors 'none'", "default-src 'none'").doesNotContain("unsafe-inline");
                assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
                assertThat(page.text()).doesNotContain("style=", "onclick=").contains("/console/password.js");
            }
            assertThat(hub.anonymous().get("/console/password.js").text()).contains("history.replaceState");
        }
    }
}
