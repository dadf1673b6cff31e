package dev.parley.platform.crypto;

import dev.parley.platform.ids.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Encrypts what the hub must be able to read again, such as signing secrets, with AES-256-GCM (NIST SP 800-38D) under a
/// key of its purpose. What was sealed in one place opens nowhere else: purpose, tenant and row are authenticated too.
/// Thread-safe.
public final class SecretBox {
    private static final String VERSION = "v1.";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final MasterKey masterKey;
    private final ConcurrentMap<String, SecretKey> keys = new ConcurrentHashMap<>();

    public SecretBox(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /// The one row in which a sealed text is valid.
    ///
    /// @param purpose a fixed word, such as `signing-secret`
    public record Place(String purpose, String tenant, String row) {}

    /// The encrypted form of `plain`, as text.
    public String seal(Place place, byte[] plain) {
        var nonce = Ids.random(NONCE_BYTES);
        var ciphertext = run(Cipher.ENCRYPT_MODE, place, nonce, ByteBuffer.wrap(plain));
        var sealed = ByteBuffer.allocate(NONCE_BYTES + ciphertext.length).put(nonce).put(ciphertext).array();
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /// What was sealed in this place.
    ///
    /// @throws SealBroken if the text was sealed under another master key or in another place, or was changed
    public byte[] open(Place place, String sealed) {
        try {
            if (!sealed.startsWith(VERSION)) {
                throw new SealBroken(place, null);
            }
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed.substring(VERSION.length())));
            var nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            return run(Cipher.DECRYPT_MODE, place, nonce, bytes);
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            throw new SealBroken(place, e);
        }
    }

    private byte[] run(int mode, Place place, byte[] nonce, ByteBuffer input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key(place.purpose()), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associatedData(place));
            var output = ByteBuffer.allocate(cipher.getOutputSize(input.remaining()));
            cipher.doFinal(input, output);
            return java.util.Arrays.copyOf(output.array(), output.position());
        } catch (GeneralSecurityException e) {
            throw new SealBroken(place, e);
        }
    }

    private SecretKey key(String purpose) {
        return keys.computeIfAbsent(purpose, name -> masterKey.deriveAesKey("parley/sealed/" + name + "/v1"));
    }

    /// Each part with its length before it, so that no two places read the same.
    private static byte[] associatedData(Place place) {
        var purpose = place.purpose().getBytes(StandardCharsets.UTF_8);
        var tenant = place.tenant().getBytes(StandardCharsets.UTF_8);
        var row = place.row().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 * Integer.BYTES + purpose.length + tenant.length + row.length)
                .putInt(purpose.length).put(purpose)
                .putInt(tenant.length).put(tenant)
                .putInt(row.length).put(row)
                .array();
    }
}
