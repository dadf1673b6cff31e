package dev.parley.bench.hubs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Identity tokens as a host product's backend signs them: HS256 over `user_email`, good for one hour.
public final class Tokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private Tokens() {}

    public static String forUser(String secret, String email) {
        var now = Instant.now().getEpochSecond();
        return sign(secret, "{\"user_email\":\"%s\",\"iat\":%d,\"exp\":%d}".formatted(email, now, now + 3600));
    }

    /// A compact JWT over the payload as it is given.
    public static String sign(String secret, String payload) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var input = HEADER + '.' + encode(payload);
            var signature = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + '.' + BASE64.encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HmacSHA256.", e);
        }
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
