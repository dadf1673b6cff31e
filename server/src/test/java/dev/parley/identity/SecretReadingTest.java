package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretReadingTest {
    @Test
    void hexadecimalDigitsAreDecodedUpToTheFirstThatIsNone() {
        assertThat(keys(SecretReading.HEX_DECODED, "0aFf-rest")).containsExactly("0aff");
        assertThat(keys(SecretReading.HEX_DECODED, "xyz")).isEmpty();
    }

    @Test
    void bothAlphabetsOfBase64AreDecoded() {
        assertThat(keys(SecretReading.BASE64_DECODED, "-_-_")).isEqualTo(keys(SecretReading.BASE64_DECODED, "+/+/"));
    }

    @Test
    void noMistakeMakesTheRightKey() {
        var secret = "pT3nq0Wc5yJ8vZ1rK6mX2bH9sD4fG7aLuQeRtYwUiOk";
        var right = keys(SecretReading.EXACT, secret).getFirst();
        for (var reading : SecretReading.values()) {
            if (reading != SecretReading.EXACT) {
                assertThat(keys(reading, secret)).as(reading.name()).doesNotContain(right);
                assertThat(reading.remedy()).endsWith(".");
            }
        }
    }

    private static List<String> keys(SecretReading reading, String secret) {
        return reading.keys(secret, "sec_1").map(HexFormat.of()::formatHex).toList();
    }
}
