package dev.parley.platform.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides where the hub may connect when an address comes from a tenant: to public addresses, and to the private
/// ones the operator lists. What is checked is the resolved address, and the caller connects to exactly that one, so a
/// name that resolves differently a moment later gains nothing.
public final class OutboundHosts {
    /// Turns a name into addresses.
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Set<String> allowed;
    private final Resolver resolver;

    /// @param privateHosts pairs such as `10.0.0.5:11434` or `ollama.internal:11434`; an IPv6 address in brackets
    public OutboundHosts(Collection<String> privateHosts) {
        this(privateHosts, InetAddress::getAllByName);
    }

    public OutboundHosts(Collection<String> privateHosts, Resolver resolver) {
        this.allowed = privateHosts.stream()
                .map(pair -> canonical(pair.strip().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        this.resolver = resolver;
    }

    /// Whether the operator lists this very host, by the name or the address it is called by.
    public boolean lists(String host, int port) {
        return allowed.contains(canonical(host.toLowerCase(Locale.ROOT) + ":" + port));
    }

    /// The addresses of `host` that may be connected to, at least one.
    ///
    /// @param host a name or a literal address as in a URI, an IPv6 address in brackets
    /// @throws HostNotAllowed       if it has none
    /// @throws UnknownHostException if there is no such host
    public List<InetAddress> resolve(String host, int port) throws UnknownHostException, HostNotAllowed {
        var name = host.toLowerCase(Locale.ROOT);
        var addresses = Arrays.asList(resolver.resolve(name));
        if (allowed.contains(canonical(name + ":" + port))) {
            return addresses;
        }
        var usable = addresses.stream().filter(address -> isPublic(address) || isListed(address, port)).toList();
        if (usable.isEmpty()) {
            throw new HostNotAllowed(host, port);
        }
        return usable;
    }

    /// One way to write an IPv6 address, out of the many there are; a name stays as it is.
    private static String canonical(String pair) {
        int end = pair.lastIndexOf("]:");
        if (!pair.startsWith("[") || end < 0) {
            return pair;
        }
        try {
            return literal(InetAddress.ofLiteral(pair.substring(1, end))) + pair.substring(end + 1);
        } catch (IllegalArgumentException e) {
            return pair;
        }
    }

    private boolean isListed(InetAddress address, int port) {
        return allowed.contains(literal(address) + ":" + port);
    }

    private static String literal(InetAddress address) {
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return address instanceof Inet6Address ? "[" + (zone < 0 ? text : text.substring(0, zone)) + "]" : text;
    }

    /// Whether an address belongs to the public internet (IANA special-purpose address registries).
    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> isPublic4(v4.getAddress());
            case Inet6Address v6 -> isPublic6(v6.getAddress());
            default -> false;
        };
    }

    private static final List<Network> SPECIAL_4 = List.of(
            network(8, 0), network(8, 10), network(10, 100, 64), network(8, 127), network(16, 169, 254),
            network(12, 172, 16), network(24, 192, 0, 0), network(24, 192, 0, 2), network(24, 192, 88, 99),
            network(16, 192, 168), network(15, 198, 18), network(24, 198, 51, 100), network(24, 203, 0, 113),
            network(4, 224), network(4, 240));
    /// Global unicast; everything else is loopback, link-local, unique local, multicast or unassigned.
    private static final Network GLOBAL_6 = network(3, 0x20);
    /// Protocol assignments with Teredo, documentation, 6to4, documentation.
    private static final List<Network> SPECIAL_6 = List.of(
            network(23, 0x20, 0x01), network(32, 0x20, 0x01, 0x0d, 0xb8), network(16, 0x20, 0x02),
            network(20, 0x3f, 0xff));
    /// Translated IPv4 (RFC 6052): as public as the address inside.
    private static final Network NAT64 = network(96, 0x00, 0x64, 0xff, 0x9b);

    private static boolean isPublic4(byte[] address) {
        return SPECIAL_4.stream().noneMatch(network -> network.holds(address));
    }

    private static boolean isPublic6(byte[] address) {
        return NAT64.holds(address)
                ? isPublic4(Arrays.copyOfRange(address, 12, 16))
                : GLOBAL_6.holds(address) && SPECIAL_6.stream().noneMatch(network -> network.holds(address));
    }

    private static Network network(int length, int... prefix) {
        var bytes = new byte[16];
        for (int i = 0; i < prefix.length; i++) {
            bytes[i] = (byte) prefix[i];
        }
        return new Network(bytes, length);
    }

    /// All addresses that begin with the first `length` bits of `prefix`.
    private static final class Network {
        private final byte[] prefix;
        private final int length;

        Network(byte[] prefix, int length) {
            this.prefix = prefix;
            this.length = length;
        }

        boolean holds(byte[] address) {
            for (int bit = 0; bit < length; bit += 8) {
                int mask = length - bit >= 8 ? 0xff : 0xff << 8 - (length - bit);
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
