package dev.parley.platform.ids;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// Makes identifiers: a prefix and 128 random bits in base62, always 22 digits, so that a caller can never guess or
/// choose one.
public final class Ids {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 22;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /// A new identifier such as `agt_4GfT…`.
    ///
    /// @param prefix the kind with its underscore, such as `agt_`
    public static String next(String prefix) {
        return prefix + base62(random(16));
    }

    /// `length` random bytes.
    public static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// A secret of 256 random bits in base64url (RFC 4648, section 5), 43 characters.
    public static String secret() {
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    /// Divides by 62 again and again, 32 bits at a time.
    private static String base62(byte[] bytes) {
        var words = ByteBuffer.wrap(bytes);
        var digits = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            long rest = 0;
            for (int at = 0; at < bytes.length; at += Integer.BYTES) {
                long value = rest << Integer.SIZE | Integer.toUnsignedLong(words.getInt(at));
                words.putInt(at, (int) (value / 62));
                rest = value % 62;
            }
            digits[i] = DIGITS.charAt((int) rest);
        }
        return new String(digits);
    }
}
