package dev.parley.identity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Canonical base64url (RFC 4648, section 5; RFC 7515, section 2): no padding, no white space, no other alphabet and no
/// stray bits, so that every byte string has exactly one text. The JDK's decoder accepts several.
final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] VALUES = values();

    private Base64Url() {}

    /// The bytes that `text[from, to)` encodes; null if it is not canonical.
    static byte @Nullable [] decode(byte[] text, int from, int to) {
        int length = to - from;
        int rest = length % 4;
        if (rest == 1) {
            return null;
        }
        var bytes = new byte[length / 4 * 3 + Math.max(0, rest - 1)];
        int in = from;
        int out = 0;
        // Negative as soon as one character was not of the alphabet.
        int seen = 0;
        for (; in < to - rest; in += 4, out += 3) {
            int group = value(text[in]) << 18 | value(text[in + 1]) << 12 | value(text[in + 2]) << 6 | value(text[in + 3]);
            seen |= group;
            bytes[out] = (byte) (group >> 16);
            bytes[out + 1] = (byte) (group >> 8);
            bytes[out + 2] = (byte) group;
        }
        if (rest > 0) {
            int group = value(text[in]) << 18 | value(text[in + 1]) << 12 | (rest == 3 ? value(text[in + 2]) << 6 : 0);
            int strayBits = rest == 3 ? 0xff : 0xffff;
            seen |= (group & strayBits) == 0 ? group : -1;
            bytes[out] = (byte) (group >> 16);
            if (rest == 3) {
                bytes[out + 1] = (byte) (group >> 8);
            }
        }
        return seen < 0 ? null : bytes;
    }

    /// -1 for what is not in the alphabet; shifted and joined with others it stays negative.
    private static int value(byte character) {
        return VALUES[character & 0xff];
    }

    private static byte[] values() {
        var values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
