package dev.parley.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8", "192.168.1.7"));

    @Test
    void theLastStrangerOfTheChainIsTheClient() {
        assertThat(client("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.1.1")).isEqualTo("203.0.113.9");
        assertThat(client("192.168.1.7", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(client("10.0.0.1", "10.0.0.2")).isEqualTo("10.0.0.2");
    }

    @Test
    void aStrangersOwnWordDoesNotCount() {
        assertThat(client("203.0.113.9", "1.2.3.4")).isEqualTo("203.0.113.9");
        assertThat(client("192.168.1.8", "1.2.3.4")).isEqualTo("192.168.1.8");
    }

    @Test
    void whatIsNoAddressEndsTheChain() {
        assertThat(client("10.0.0.1", "203.0.113.9, evil.example.com")).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", "")).isEqualTo("10.0.0.1");
    }

    @Test
    void aWrongEntryStopsTheStart() {
        for (var entry : List.of("proxy.example.com", "10.0.0.0/33", "10.0.0.0/x")) {
            assertThatThrownBy(() -> TrustedProxies.of(List.of(entry))).hasMessageContaining("PARLEY_TRUSTED_PROXIES");
        }
    }

    private String client(String peer, String forwardedFor) {
        return proxies.client(InetAddress.ofLiteral(peer), Optional.of(forwardedFor)).getHostAddress();
    }
}
