package dev.parley.demo;

import dev.parley.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs identity tokens the way any backend would: HS256 (RFC 7515, RFC 7518 section 3.2) with the agent's identity
/// secret, whose UTF-8 bytes are the key.
final class TokenSigner {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final byte[] secret;
    private final InstantSource clock;

    TokenSigner(String secret, InstantSource clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    String sign(DemoUser user, Duration lifetime) {
        return sign(user.email(), user.firstName(), user.plan(), lifetime);
    }

    String sign(String email, String name, String plan, Duration lifetime) {
        var now = clock.instant().getEpochSecond();
        var claims = Json.object().put("user_email", email).put("iat", now).put("exp", now + lifetime.toSeconds());
        claims.putObject("variables").put("name", name).put("plan", plan);
        var input = HEADER + "." + encode(Json.text(claims));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + BASE64URL.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HmacSHA256", e);
        }
    }

    private static String encode(String text) {
        return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
