package dev.parley.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Base64UrlTest {
    @Property
    void whatTheJdkEncodesIsDecoded(@ForAll byte[] bytes) {
        assertThat(decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))).isEqualTo(bytes);
    }

    /// Every text but the one that encodes the same bytes again is refused.
    @Property(tries = 5000)
    void onlyTheCanonicalTextIsDecoded(
            @ForAll @StringLength(max = 12) @CharRange(from = '+', to = 'z') String text) {
        var decoded = decode(text);
        if (decoded != null) {
            assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(decoded)).isEqualTo(text);
        } else {
            assertThat(text).satisfies(refused -> assertThat(isCanonical(refused)).isFalse());
        }
    }

    @Test
    void everyByteOutsideTheAlphabetIsRefusedInEveryPlace() {
        for (int c = 0; c < 256; c++) {
            boolean inAlphabet = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            for (int place = 0; place < 7; place++) {
                var text = "AAAAAAA".getBytes(ISO_8859_1);
                text[place] = (byte) c;
                if (!inAlphabet) {
                    assertThat(Base64Url.decode(text, 0, text.length)).as("%d at %d", c, place).isNull();
                }
            }
        }
    }

    @Test
    void aRangeIsDecodedAndNothingAroundIt() {
        assertThat(Base64Url.decode("??QUJD??".getBytes(ISO_8859_1), 2, 6)).isEqualTo("ABC".getBytes(ISO_8859_1));
        assertThat(Base64Url.decode("????".getBytes(ISO_8859_1), 2, 2)).isEmpty();
    }

    private static boolean isCanonical(String text) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Base64.getUrlDecoder().decode(text)).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte @Nullable [] decode(String text) {
        var bytes = text.getBytes(ISO_8859_1);
        return Base64Url.decode(bytes, 0, bytes.length);
    }
}
