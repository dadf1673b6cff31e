package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.SigningSecret;
import dev.parley.tenants.SigningSecrets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Finds out with which secret of a tenant a token was signed, by really trying: the right way first, then the usual
/// mistakes. What it finds explains a refusal and never admits anybody.
final class KeySearch {
    private static final List<SecretReading> MISTAKES =
            Arrays.stream(SecretReading.values()).filter(reading -> reading != SecretReading.EXACT).toList();

    private final SigningSecrets secrets;

    KeySearch(SigningSecrets secrets) {
        this.secrets = secrets;
    }

    /// @param shown whose secrets may be looked at
    Optional<FoundKey> find(PastedToken token, Agent agent, Predicate<KeyHolder> shown) {
        var algorithm = algorithm(token.signature());
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        var attempt = new Attempt(token.signedBytes(), token.signature(), algorithm.get());
        var own = KeyHolder.agent(agent.tenant(), agent.id().value());
        return secrets.search(own, shown, attempt.reading(List.of(SecretReading.EXACT)))
                .or(() -> secrets.search(own, shown, attempt.reading(MISTAKES)));
    }

    /// Whether the token was signed with a word from an example, as backends do whose variable is not set.
    boolean isSignedWithPlaceholder(PastedToken token) {
        return algorithm(token.signature())
                .map(algorithm -> new Attempt(token.signedBytes(), token.signature(), algorithm))
                .filter(attempt -> SecretReading.placeholders().anyMatch(attempt::fits)).isPresent();
    }

    /// The HMAC whose codes have this length (RFC 7518, section 3.2).
    private static Optional<String> algorithm(byte[] signature) {
        return switch (signature.length) {
            case 32 -> Optional.of("HS256");
            case 48 -> Optional.of("HS384");
            case 64 -> Optional.of("HS512");
            default -> Optional.empty();
        };
    }

    private record Attempt(byte[] signed, byte[] signature, String algorithm) {
        SigningSecrets.SecretReader<FoundKey> reading(List<SecretReading> readings) {
            return (secret, text) -> readings.stream()
                    .filter(reading -> reading.keys(text, secret.id()).anyMatch(this::fits))
                    .findFirst().map(reading -> found(secret, reading));
        }

        private FoundKey found(SigningSecret secret, SecretReading reading) {
            return new FoundKey(secret.id(), secret.holder(), secret.retiresAt(), reading, algorithm);
        }

        boolean fits(byte[] key) {
            try {
                var name = "HmacSHA" + algorithm.substring(2);
                var mac = Mac.getInstance(name);
                // The JDK refuses an empty key; one zero byte is the same key (RFC 2104 pads with zeros).
                mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
                return MessageDigest.isEqual(mac.doFinal(signed), signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has HMAC with SHA-2", e);
            }
        }
    }
}
