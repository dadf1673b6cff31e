package dev.parley.identity;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Canonical base64url (RFC 4648, section 5; RFC 7515, section 2): no padding, no white space, no other alphabet and no
/// stray bits, so that every byte string has exactly one text. The JDK decodes fast, but lets padding and stray bits pass.
final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /// The bytes that `text[from, to)` encodes; null if it is not canonical.
    static byte @Nullable [] decode(byte[] text, int from, int to) {
        if (from == to) {
            return new byte[0];
        }
        // What of the last character belongs to no byte: none, (impossible), four bits or two.
        int strayBits = switch ((to - from) % 4) {
            case 0 -> 0;
            case 2 -> 0b1111;
            case 3 -> 0b11;
            default -> -1;
        };
        int last = ALPHABET.indexOf(text[to - 1]);
        if (last < 0 || (last & strayBits) != 0 || strayBits < 0) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, from, to));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
