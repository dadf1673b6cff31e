package dev.parley.platform.http;

import dev.parley.platform.config.InvalidSetting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The proxies whose `X-Forwarded-*` headers count; from anybody else they are a stranger's claim and are ignored.
final class TrustedProxies {
    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /// @param entries addresses such as `10.0.0.7` or networks such as `10.0.0.0/8`
    static TrustedProxies of(List<String> entries) {
        return new TrustedProxies(entries.stream().map(Network::parse).toList());
    }

    boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /// The client behind `peer`: the last address of the `X-Forwarded-For` chain that is not a trusted proxy's.
    InetAddress client(InetAddress peer, Optional<String> forwardedFor) {
        if (!trusts(peer) || forwardedFor.isEmpty()) {
            return peer;
        }
        var chain = new ArrayList<>(Arrays.asList(forwardedFor.get().split(",")));
        var client = peer;
        while (!chain.isEmpty() && trusts(client)) {
            var previous = literal(chain.removeLast().strip());
            if (previous.isEmpty()) {
                return client;
            }
            client = previous.get();
        }
        return client;
    }

    /// An address written in digits; names are never looked up.
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private record Network(byte[] prefix, int bits) {
        static Network parse(String entry) {
            var parts = entry.split("/", 2);
            try {
                var address = InetAddress.ofLiteral(parts[0]).getAddress();
                var bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
                if (bits >= 0 && bits <= address.length * 8) {
                    return new Network(address, bits);
                }
            } catch (IllegalArgumentException _) {
                // Falls through to the one message for every wrong entry.
            }
            throw new InvalidSetting(
                    "PARLEY_TRUSTED_PROXIES: \"" + entry + "\" is neither an address nor a network such as 10.0.0.0/8.");
        }

        boolean contains(InetAddress address) {
            var other = address.getAddress();
            if (other.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((other[bit >> 3] & mask) != (prefix[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
