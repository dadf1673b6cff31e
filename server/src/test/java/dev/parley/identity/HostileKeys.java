package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.AUTHENTICATION_FAILED;

import dev.parley.identity.HostileToken.Target;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Tokens signed with something else than the secret, or changed after they were signed.
final class HostileKeys {
    private static final String PAYLOAD = "{\"user_email\":\"jane@example.com\"}";

    private HostileKeys() {}

    static List<HostileToken> all() {
        var all = new ArrayList<HostileToken>();
        for (var guess : List.of("", "secret", "changeme", "password", "your-256-bit-secret", "parley", "null", "undefined",
                "bridle-dev-secret", "A".repeat(43))) {
            all.add(key("the key \"" + guess + "\"", _ -> Jwts.utf8(guess)));
        }
        all.add(key("the key 32 zero bytes", _ -> new byte[32]));
        all.add(text("the secret and a line break", secret -> secret + "\n"));
        all.add(text("the secret and a space", secret -> secret + " "));
        all.add(text("the secret in quotes", secret -> "\"" + secret + "\""));
        all.add(text("the secret with its name", secret -> "DHQ_IDENTITY_SECRET=" + secret));
        all.add(text("the secret without its last character", secret -> secret.substring(0, secret.length() - 1)));
        all.add(text("the secret in small letters", secret -> secret.toLowerCase(Locale.ROOT)));
        all.add(text("the secret twice", secret -> secret + secret));
        all.add(key("the secret base64-decoded", target -> Base64.getUrlDecoder().decode(target.identitySecret())));
        all.add(text("the secret base64-encoded", secret -> Jwts.encode(secret)));
        all.add(text("the secret in hex", secret -> HexFormat.of().formatHex(Jwts.utf8(secret))));
        all.add(key("the agent's id as key", target -> Jwts.utf8(target.agent())));
        all.add(key("the tenant's id as key", target -> Jwts.utf8(target.tenant())));
        for (var kid : List.of("../../../dev/null", "' OR 1=1 --", "0", "https://attacker.example/key", "sec_0000000000")) {
            all.add(new HostileToken("key: kid " + kid + " and an empty key", _ -> Jwts.sign(
                    Jwts.utf8("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}"), Jwts.utf8(PAYLOAD), new byte[0]),
                    AUTHENTICATION_FAILED));
        }
        all.add(changed("payload exchanged after signing",
                parts -> parts[0] + "." + Jwts.encode("{\"user_email\":\"admin@example.com\"}") + "." + parts[2]));
        all.add(changed("header exchanged after signing",
                parts -> Jwts.encode("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2]));
        all.add(changed("signature of zeros", parts -> parts[0] + "." + parts[1] + "." + Jwts.encode(new byte[32])));
        all.add(changed("first bit of the signature flipped", parts -> {
            var signature = Base64.getUrlDecoder().decode(parts[2]);
            signature[0] ^= (byte) 0x80;
            return parts[0] + "." + parts[1] + "." + Jwts.encode(signature);
        }));
        all.add(changed("last bit of the signature flipped", parts -> {
            var signature = Base64.getUrlDecoder().decode(parts[2]);
            signature[31] ^= 1;
            return parts[0] + "." + parts[1] + "." + Jwts.encode(signature);
        }));
        for (int length : List.of(1, 16, 31)) {
            all.add(changed("first " + length + " bytes of the signature", parts -> parts[0] + "." + parts[1] + "."
                    + Jwts.encode(java.util.Arrays.copyOf(Base64.getUrlDecoder().decode(parts[2]), length))));
        }
        all.add(changed("signature and a byte more", parts -> parts[0] + "." + parts[1] + "."
                + Jwts.encode(java.util.Arrays.copyOf(Base64.getUrlDecoder().decode(parts[2]), 33))));
        for (var algorithm : List.of("HmacSHA1", "HmacSHA384", "HmacSHA512")) {
            all.add(new HostileToken("key: HS256 in words, " + algorithm + " in deed", target -> {
                var input = Jwts.encode(Jwts.HEADER) + "." + Jwts.encode(PAYLOAD);
                return input + "." + Jwts.encode(Jwts.mac(algorithm, Jwts.utf8(target.identitySecret()), input));
            }, AUTHENTICATION_FAILED));
        }
        all.add(new HostileToken("key: payload signed without its header", target -> {
            var payload = Jwts.encode(PAYLOAD);
            return Jwts.encode(Jwts.HEADER) + "." + payload + "."
                    + Jwts.encode(Jwts.mac("HmacSHA256", Jwts.utf8(target.identitySecret()), payload));
        }, AUTHENTICATION_FAILED));
        return all;
    }

    private static HostileToken key(String name, Function<Target, byte[]> key) {
        return new HostileToken("key: " + name,
                target -> Jwts.sign(Jwts.utf8(Jwts.HEADER), Jwts.utf8(PAYLOAD), key.apply(target)), AUTHENTICATION_FAILED);
    }

    private static HostileToken text(String name, Function<String, String> secret) {
        return key(name, target -> Jwts.utf8(secret.apply(target.identitySecret())));
    }

    private static HostileToken changed(String name, Function<String[], String> change) {
        return new HostileToken("key: " + name,
                target -> change.apply(Jwts.sign(PAYLOAD, target.identitySecret()).split("\\.")), AUTHENTICATION_FAILED);
    }
}
