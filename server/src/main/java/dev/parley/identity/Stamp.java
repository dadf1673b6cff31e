package dev.parley.identity;

import dev.parley.platform.crypto.HmacKey;
import dev.parley.platform.crypto.MasterKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/// Marks texts as made by this hub for one purpose. The key is derived for that purpose alone, so that a text stamped for
/// one is worth nothing for another.
final class Stamp {
    /// 32 bytes in base64url.
    static final int LENGTH = 43;

    private final HmacKey key;

    /// @param purpose a fixed name with a version, such as `parley/frame-ticket/v1`
    Stamp(MasterKey masterKey, String purpose) {
        this.key = new HmacKey(masterKey.derive(purpose));
    }

    String on(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code(parts));
    }

    /// Whether `stamp` is the one on these parts; compares in constant time.
    boolean isOn(String stamp, String... parts) {
        return MessageDigest.isEqual(on(parts).getBytes(StandardCharsets.US_ASCII), stamp.getBytes(StandardCharsets.UTF_8));
    }

    /// Each part with its length before it, so that no two lists of parts read the same.
    private byte[] code(String... parts) {
        var data = new ByteArrayOutputStream();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            data.writeBytes(bytes);
        }
        return key.sign(data.toByteArray(), data.size());
    }
}
