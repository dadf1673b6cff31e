package dev.parley.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// The ways in which people turn the text of a secret into a key: the right one, and those that are found in the wild.
public enum SecretReading {
    /// The text itself, as it was shown.
    EXACT("", ""),
    LINE_BREAK("with a line break at its end",
            "Trim the secret when you read it from a file, or write the file with printf '%s'."),
    WHITE_SPACE("with a space at one end", "Trim the secret when you read it, or correct the variable."),
    QUOTED("with the quotes around it", "Remove the quotes from the variable: the secret is what stands between them."),
    BASE64_DECODED("base64-decoded",
            "Do not decode it: it looks like base64, but the key is the UTF-8 bytes of the text itself."),
    HEX_DECODED("decoded as hexadecimal digits", "Do not decode it: the key is the UTF-8 bytes of the text itself."),
    BASE64_ENCODED("base64-encoded once more", "Do not encode it: the key is the UTF-8 bytes of the text itself."),
    UTF_16("in UTF-16", "Take its bytes in UTF-8, such as Encoding.UTF8.GetBytes(secret)."),
    WITH_NAME("together with the name of its variable", "Sign with what stands after the equals sign."),
    SECRET_ID("by its id instead of its text",
            "The id, which begins with sec_, is no secret. Sign with the text that was shown once, or rotate and copy it.");

    private static final List<String> VARIABLES = List.of(
            "PARLEY_IDENTITY_SECRET", "IDENTITY_SECRET", "DHQ_IDENTITY_SECRET", "JWT_SECRET", "SUPPORT_JWT_SECRET");
    private static final List<String> PLACEHOLDERS = List.of(
            "", "undefined", "null", "None", "nil", "false", "secret", "changeme", "YOUR_SECRET", "your-secret",
            "your_secret", "YOUR_IDENTITY_SECRET", "your-256-bit-secret");

    private final String words;
    private final String remedy;

    SecretReading(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /// How the secret was read, as the end of a sentence; empty for the right way.
    String words() {
        return words;
    }

    String remedy() {
        return remedy;
    }

    /// As it goes over the wire, such as `line_break`.
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// The keys that this reading makes of a secret.
    Stream<byte[]> keys(String secret, String id) {
        return switch (this) {
            case EXACT -> texts(secret);
            case LINE_BREAK -> texts(secret + "\n", secret + "\r\n", secret + "\\n");
            case WHITE_SPACE -> texts(secret + " ", " " + secret, secret + "\t", " " + secret + " ");
            case QUOTED -> texts("\"" + secret + "\"", "'" + secret + "'", "`" + secret + "`", "\"" + secret + "\"\n");
            case BASE64_DECODED -> Stream.of(decoded(secret));
            case HEX_DECODED -> Stream.of(hexDecoded(secret)).filter(key -> key.length > 0);
            case BASE64_ENCODED -> texts(Base64.getEncoder().encodeToString(utf8(secret)),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(secret)));
            case UTF_16 -> Stream.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE).map(set -> bytes(secret, set));
            case WITH_NAME -> VARIABLES.stream().map(name -> utf8(name + "=" + secret));
            case SECRET_ID -> texts(id);
        };
    }

    /// The keys of a backend whose variable with the secret is not set, or still holds what stood in an example.
    static Stream<byte[]> placeholders() {
        return Stream.concat(PLACEHOLDERS.stream(), VARIABLES.stream()).map(SecretReading::utf8);
    }

    private static Stream<byte[]> texts(String... texts) {
        return Stream.of(texts).map(SecretReading::utf8);
    }

    private static byte[] utf8(String text) {
        return bytes(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text, Charset set) {
        return text.getBytes(set);
    }

    /// Either alphabet, as lenient decoders take it.
    private static byte[] decoded(String secret) {
        try {
            return Base64.getUrlDecoder().decode(secret.replace('+', '-').replace('/', '_').replace("=", ""));
        } catch (IllegalArgumentException _) {
            return utf8(secret);
        }
    }

    /// As Node's `Buffer.from(secret, 'hex')` does: it stops in silence before the first pair that is none.
    private static byte[] hexDecoded(String secret) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i + 1 < secret.length(); i += 2) {
            int high = Character.digit(secret.charAt(i), 16);
            int low = Character.digit(secret.charAt(i + 1), 16);
            if (high < 0 || low < 0) {
                break;
            }
            bytes.write(high << 4 | low);
        }
        return bytes.toByteArray();
    }
}
