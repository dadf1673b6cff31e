package dev.parley.identity;

import dev.parley.platform.crypto.HmacKey;
import java.nio.charset.StandardCharsets;

/// A token taken apart (RFC 7515, section 7.1), with nothing about it verified.
final class CompactToken {
    /// 8 KiB.
    static final int MAX_LENGTH = 8 * 1024;

    private final byte[] text;
    private final int headerEnd;
    private final int payloadEnd;
    private final byte[] payload;
    private final byte[] signature;

    private CompactToken(byte[] text, int headerEnd, int payloadEnd) throws TokenRefused {
        this.text = text;
        this.headerEnd = headerEnd;
        this.payloadEnd = payloadEnd;
        this.payload = segment(headerEnd + 1, payloadEnd);
        this.signature = segment(payloadEnd + 1, text.length);
    }

    /// @throws TokenRefused if it is not three canonical segments
    static CompactToken parse(String token) throws TokenRefused {
        if (token.isEmpty()) {
            throw TokenRefused.failed("The token is empty. Send what the signing call returned.");
        }
        if (token.length() > MAX_LENGTH) {
            throw TokenRefused.failed("The token is longer than 8 KiB. Put less into it.");
        }
        int headerEnd = token.indexOf('.');
        int payloadEnd = token.indexOf('.', headerEnd + 1);
        if (headerEnd < 0 || payloadEnd < 0 || token.indexOf('.', payloadEnd + 1) >= 0) {
            throw TokenRefused.failed("A token has three parts with two dots between them (a signed JWT)."
                    + " Send exactly what the signing call returned.");
        }
        // A character beyond Latin-1 becomes a question mark, which is not in the alphabet either.
        return new CompactToken(token.getBytes(StandardCharsets.ISO_8859_1), headerEnd, payloadEnd);
    }

    private byte[] segment(int from, int to) throws TokenRefused {
        var bytes = from == to ? null : Base64Url.decode(text, from, to);
        if (bytes == null) {
            throw TokenRefused.failed("Every part of a token is base64url without padding, spaces or line breaks,"
                    + " and none is empty. Send exactly what the signing call returned.");
        }
        return bytes;
    }

    /// Whether the header's segment is exactly this.
    boolean headerReads(byte[] encoded) {
        return java.util.Arrays.equals(text, 0, headerEnd, encoded, 0, encoded.length);
    }

    byte[] header() throws TokenRefused {
        return segment(0, headerEnd);
    }

    byte[] payload() {
        return payload;
    }

    /// Compares in constant time (RFC 7515, section 5.2, step 8).
    boolean isSignedWith(HmacKey key) {
        return key.verifies(text, payloadEnd, signature);
    }
}
