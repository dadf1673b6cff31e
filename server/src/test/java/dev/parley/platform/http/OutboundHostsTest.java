package dev.parley.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutboundHostsTest {
    /// Names as an attacker's name server might answer them; literal addresses are read as the JDK reads them.
    private static final Map<String, List<String>> NAMES = Map.of(
            "api.example.com", List.of("93.184.216.34"),
            "inside.example.com", List.of("10.0.0.5"),
            "metadata.example.com", List.of("169.254.169.254"),
            "mixed.example.com", List.of("127.0.0.1", "93.184.216.34"),
            "localhost", List.of("127.0.0.1", "::1"),
            "ollama.internal", List.of("10.1.2.3"));

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        var literals = NAMES.getOrDefault(host, List.of(host));
        return Arrays.stream(literals.toArray(String[]::new)).map(OutboundHostsTest::address).toArray(InetAddress[]::new);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private final OutboundHosts strict = new OutboundHosts(List.of(), OutboundHostsTest::resolve);

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0.0.0.0", "0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
        "100.64.0.1", "100.127.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::1]", "[100::1]",
        "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[2001::1]", "[2001:0:4136:e378::1]",
        "[2001:db8::1]", "[2002:7f00:1::]", "[2002:a00:1::]", "[3fff::1]", "[4000::1]", "[::ffff:0:127.0.0.1]",
        "localhost", "LOCALHOST", "inside.example.com", "metadata.example.com"})
    void privateAddressesAreRefused(String host) {
        assertThatThrownBy(() -> strict.resolve(host, 80))
                .isInstanceOf(HostNotAllowed.class).hasMessageContaining("PARLEY_PRIVATE_HOSTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "api.example.com", "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.1", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "[2606:4700::1111]",
        "[2a00:1450:4001::1]", "[::ffff:1.1.1.1]", "[64:ff9b::1.1.1.1]"})
    void publicAddressesAreAllowed(String host) throws Exception {
        assertThat(strict.resolve(host, 443)).isNotEmpty();
    }

    @Test
    void ofSeveralAddressesOnlyThePublicOnesAreUsed() throws Exception {
        assertThat(strict.resolve("mixed.example.com", 443)).containsExactly(address("93.184.216.34"));
    }

    @Test
    void theOperatorMayListAHostAndPort() throws Exception {
        var hosts = new OutboundHosts(List.of(" Ollama.internal:11434", "127.0.0.1:8000", "[::1]:8001"),
                OutboundHostsTest::resolve);
        assertThat(hosts.resolve("ollama.INTERNAL", 11434)).containsExactly(address("10.1.2.3"));
        assertThat(hosts.resolve("localhost", 8000)).containsExactly(address("127.0.0.1"));
        assertThatThrownBy(() -> hosts.resolve("ollama.internal", 22)).isInstanceOf(HostNotAllowed.class);
        assertThatThrownBy(() -> hosts.resolve("10.1.2.3", 11434)).isInstanceOf(HostNotAllowed.class);
    }

    @Test
    void aListedLoopbackAddressIsReachedByItsName() throws Exception {
        var hosts = new OutboundHosts(List.of("[::1]:8001"), _ -> new InetAddress[] {address("::1")});
        assertThatThrownBy(() -> hosts.resolve("localhost", 8002)).isInstanceOf(HostNotAllowed.class);
        assertThat(hosts.resolve("localhost", 8001)).hasSize(1);
        assertThat(hosts.resolve("[0:0::1]", 8001)).hasSize(1);
    }

    @Test
    void aNameThatDoesNotExistIsCalledThat() {
        assertThatThrownBy(() -> new OutboundHosts(List.of()).resolve("no-such-host.invalid", 443))
                .isInstanceOf(UnknownHostException.class);
    }
}
