package dev.parley.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs identity tokens as a host product's backend does (RFC 7515, HS256).
record TokenSigner(String secret) {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /// A token of an hour.
    String user(String id) {
        return user(id, Instant.now().plusSeconds(3600));
    }

    String user(String id, Instant expiresAt) {
        var now = Instant.now().getEpochSecond();
        return sign(Json.object().put("user_email", id).put("iat", now).put("exp", expiresAt.toEpochMilli() / 1000.0));
    }

    String sign(ObjectNode claims) {
        var content = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + BASE64URL.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "TokenSigner";
    }
}
