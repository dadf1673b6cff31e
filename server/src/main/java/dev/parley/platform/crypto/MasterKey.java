package dev.parley.platform.crypto;

import dev.parley.platform.config.InvalidSetting;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The 32 bytes from which every key of this hub is derived, one per purpose, so that no key serves two.
public final class MasterKey {
    /// 256 bits.
    public static final int BYTES = 32;

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=?");
    private static final Pattern BASE64_URL = Pattern.compile("[A-Za-z0-9_-]{43}=?");
    private static final byte[] SALT = "parley".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads 32 bytes from base64, base64url or hex text.
    ///
    /// @param source where the text came from, for the message, such as `PARLEY_MASTER_KEY`
    /// @throws InvalidSetting if the text is anything else; the message does not hold it
    public static MasterKey parse(String text, String source) {
        var key = text.strip();
        byte[] bytes = {};
        if (HEX.matcher(key).matches()) {
            bytes = HexFormat.of().parseHex(key);
        } else if (BASE64.matcher(key).matches()) {
            bytes = Base64.getDecoder().decode(key);
        } else if (BASE64_URL.matcher(key).matches()) {
            bytes = Base64.getUrlDecoder().decode(key);
        }
        if (bytes.length != BYTES) {
            throw new InvalidSetting(source + " must be 32 random bytes in base64 (43 or 44 characters) or hex (64"
                    + " characters); make one with: openssl rand -base64 32");
        }
        if (isOneByteRepeated(bytes)) {
            throw new InvalidSetting(source + " is not random; make a key with: openssl rand -base64 32");
        }
        return new MasterKey(bytes);
    }

    /// The 32-byte key of one purpose (HKDF with SHA-256, RFC 5869).
    ///
    /// @param purpose a fixed name with a version, such as `parley/visitor-token/v1`
    public byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract()
                    .addIKM(bytes).addSalt(SALT)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform lacks HKDF with SHA-256", e);
        }
    }

    SecretKey deriveAesKey(String purpose) {
        return new SecretKeySpec(derive(purpose), "AES");
    }

    private static boolean isOneByteRepeated(byte[] bytes) {
        for (byte b : bytes) {
            if (b != bytes[0]) {
                return false;
            }
        }
        return true;
    }
}
