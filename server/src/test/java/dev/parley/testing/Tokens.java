package dev.parley.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs tokens as a host's backend would, with nothing of the hub's own code.
public final class Tokens {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /// An HS256 token of any payload.
    public static String sign(String secret, ObjectNode claims) {
        var input = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(Json.text(claims));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return input + "." + BASE64URL.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// A token of the agent profile for one user.
    public static String user(String secret, String email, Duration lifetime) {
        var now = Instant.now().getEpochSecond();
        return sign(secret, Json.object().put("user_email", email).put("iat", now).put("exp", now + lifetime.toSeconds()));
    }

    private static String encode(String text) {
        return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
