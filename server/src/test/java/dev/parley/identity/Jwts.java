package dev.parley.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs whatever it is given, well-formed or not, without any code of the hub.
public final class Jwts {
    public static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private Jwts() {}

    /// A compact token of a payload in JSON, under the usual header.
    public static String sign(String payload, String secret) {
        return sign(HEADER, payload, secret);
    }

    public static String sign(String header, String payload, String secret) {
        return sign(utf8(header), utf8(payload), utf8(secret));
    }

    public static String sign(byte[] header, byte[] payload, byte[] key) {
        return sealed(encode(header) + "." + encode(payload), key);
    }

    /// Adds the signature to two segments that are taken as they are.
    public static String sealed(String input, byte[] key) {
        return input + "." + encode(mac("HmacSHA256", key, input));
    }

    public static byte[] mac(String algorithm, byte[] key, String input) {
        try {
            var mac = Mac.getInstance(algorithm);
            // The JDK refuses an empty key; one zero byte is the same key (RFC 2104 pads with zeros).
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(utf8(input));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String encode(String text) {
        return encode(utf8(text));
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
