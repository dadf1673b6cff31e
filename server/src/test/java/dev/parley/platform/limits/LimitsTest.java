package dev.parley.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.config.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private final Limits limits = limits(Map.of());

    private Limits limits(Map<String, String> settings) {
        return new Limits(Settings.read(settings).limits(), () -> now);
    }

    @Test
    void aBurstPassesAndAFloodWaits() {
        for (int i = 0; i < 30; i++) {
            assertThat(limits.take(Limit.SENDS_PER_USER, "jane")).isEmpty();
        }
        assertThat(limits.take(Limit.SENDS_PER_USER, "jane")).hasValue(Duration.ofSeconds(2));
        assertThat(limits.take(Limit.SENDS_PER_USER, "tom")).isEmpty();
        now = now.plusSeconds(2);
        assertThat(limits.take(Limit.SENDS_PER_USER, "jane")).isEmpty();
        assertThat(limits.take(Limit.SENDS_PER_USER, "jane")).isPresent();
    }

    @Test
    void askingTakesNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(limits.exhausted(Limit.LOGINS, "a")).isEmpty();
        }
        assertThat(limits.take(Limit.LOGINS, "a")).isEmpty();
    }

    @Test
    void aClockThatRunsBackwardsRefillsNothing() {
        for (int i = 0; i < 10; i++) {
            assertThat(limits.take(Limit.LOGINS, "a")).isEmpty();
        }
        now = now.minusSeconds(3600);
        assertThat(limits.take(Limit.LOGINS, "a")).isPresent();
    }

    @Test
    void whatIsHeldAtOnceComesBackExactlyOnce() {
        var four = new Limits.Permit[4];
        for (int i = 0; i < 4; i++) {
            four[i] = limits.hold(Limit.RUNS_PER_USER, "jane").orElseThrow();
        }
        assertThat(limits.hold(Limit.RUNS_PER_USER, "jane")).isEmpty();
        four[0].close();
        four[0].close();
        assertThat(limits.hold(Limit.RUNS_PER_USER, "jane")).isPresent();
        assertThat(limits.hold(Limit.RUNS_PER_USER, "jane")).isEmpty();
    }

    @Test
    void offMeansWithoutEnd() {
        var off = limits(Map.of("PARLEY_LIMIT_SENDS_PER_USER", "off", "PARLEY_LIMIT_RUNS_PER_USER", "off"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(off.take(Limit.SENDS_PER_USER, "jane")).isEmpty();
            assertThat(off.hold(Limit.RUNS_PER_USER, "jane")).isPresent();
        }
    }

    @Test
    void anIpv6AddressCountsByItsNetwork() {
        assertThat(Limits.network(InetAddress.ofLiteral("2001:db8:1:2:3::1")))
                .isEqualTo(Limits.network(InetAddress.ofLiteral("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(Limits.network(InetAddress.ofLiteral("2001:db8:1:3::1")));
        assertThat(Limits.network(InetAddress.ofLiteral("10.0.0.1"))).isEqualTo("10.0.0.1");
    }
}
