package dev.parley.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.limits.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @Test
    void theDefaultsAreTheDocumentedOnes() {
        var defaults = new TreeMap<String, String>();
        Arrays.stream(Setting.values()).forEach(each -> defaults.put(each.name(), String.valueOf(each.fallback())));
        assertThat(defaults).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("PORT", "8080"), Map.entry("HOST", "127.0.0.1"), Map.entry("DATA", "./data"),
                Map.entry("DATABASE_URL", "null"), Map.entry("PUBLIC_URL", "null"), Map.entry("CONSOLE_URL", "null"),
                Map.entry("MASTER_KEY", "null"), Map.entry("ADMIN_EMAIL", "null"), Map.entry("ADMIN_PASSWORD", "null"),
                Map.entry("SMTP_URL", "null"), Map.entry("MAIL_FROM", "null"), Map.entry("PRIVATE_HOSTS", ""),
                Map.entry("TRUSTED_PROXIES", ""), Map.entry("DEMO_PORT", "8081")));
    }

    @Test
    void theLimitsAreTheDocumentedOnes() {
        var limits = new TreeMap<String, String>();
        Arrays.stream(Limit.values()).forEach(each -> limits.put(each.name(), each.fallback()));
        assertThat(limits).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("SENDS_PER_USER", "30/1m"), Map.entry("SENDS_PER_VISITOR", "10/1m"),
                Map.entry("SENDS_PER_ADDRESS", "60/1m"), Map.entry("SENDS_PER_AGENT_VISITORS", "600/1m"),
                Map.entry("FAILED_VERIFICATIONS", "60/1m"), Map.entry("SOCKETS_PER_USER", "20"),
                Map.entry("SOCKETS_PER_ADDRESS", "100"), Map.entry("RUNS_PER_USER", "4"),
                Map.entry("MINTS_PER_KEY", "300/1m"), Map.entry("TOKEN_CHECKS", "30/1m"),
                Map.entry("MODEL_TESTS", "10/1m"), Map.entry("LOGINS", "10/1m"), Map.entry("PASSWORD_RESETS", "5/1h"),
                Map.entry("PROVIDER_SIGN_INS", "60/1m")));
    }

    @Test
    void anUnknownNameStopsTheStartWithTheNearestKnownOne() {
        assertThatThrownBy(() -> Settings.read(Map.of("PARLEY_PUBLIC_URI", "x"))).isInstanceOf(InvalidSetting.class)
                .hasMessage("There is no setting PARLEY_PUBLIC_URI; did you mean PARLEY_PUBLIC_URL?");
        assertThatThrownBy(() -> Settings.read(Map.of("PARLEY_LIMIT_LOGIN", "x")))
                .hasMessageContaining("did you mean PARLEY_LIMIT_LOGINS?");
    }

    @Test
    void theEnvironmentOverrulesTheFile(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("parley.conf"), "# ours\nPORT = 9000\nhost=0.0.0.0\n");
        var settings = Settings.read(Map.of("PARLEY_CONFIG", file.toString(), "PARLEY_PORT", "9001"));
        assertThat(settings.port(Setting.PORT)).isEqualTo(9001);
        assertThat(settings.text(Setting.HOST)).hasValue("0.0.0.0");
        Files.writeString(file, "PROT=1");
        assertThatThrownBy(() -> Settings.read(Map.of("PARLEY_CONFIG", file.toString())))
                .hasMessage("There is no setting PROT; did you mean PORT?");
    }

    @Test
    void aWrongValueNamesItsSetting() {
        assertThatThrownBy(() -> Settings.read(Map.of("PARLEY_PORT", "80a")).port(Setting.PORT))
                .hasMessageContaining("PARLEY_PORT");
        assertThatThrownBy(() -> Settings.read(Map.of("PARLEY_PUBLIC_URL", "chat.example.com")).origin(Setting.PUBLIC_URL))
                .hasMessageContaining("PARLEY_PUBLIC_URL");
        assertThatThrownBy(() -> Settings.read(Map.of("PARLEY_LIMIT_LOGINS", "10 a minute")).limits())
                .hasMessageContaining("PARLEY_LIMIT_LOGINS").hasMessageContaining("30/1m");
        assertThatThrownBy(() -> Settings.read(Map.of("PARLEY_LIMIT_RUNS_PER_USER", "4/1m")).limits())
                .hasMessageContaining("a number such as 20");
    }

    @Test
    void anOriginIsReadWithoutItsSlash() {
        assertThat(Settings.read(Map.of("PARLEY_PUBLIC_URL", "https://Chat.example.com:8443/"))
                .origin(Setting.PUBLIC_URL)).hasValue("https://chat.example.com:8443");
    }
}
