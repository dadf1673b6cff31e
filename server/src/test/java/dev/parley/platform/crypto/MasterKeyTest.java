package dev.parley.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.platform.config.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    private static final byte[] KEY = new byte[32];

    static {
        IntStream.range(0, 32).forEach(i -> KEY[i] = (byte) i);
    }

    @TempDir
    private Path directory = Path.of("");

    @Test
    void base64Base64UrlAndHexAreTheSameKey() {
        var bytes = KEY.clone();
        bytes[0] = (byte) 0xfb;
        bytes[1] = (byte) 0xff;
        var expected = parse(HexFormat.of().formatHex(bytes)).derive("p");
        assertThat(parse(HexFormat.of().withUpperCase().formatHex(bytes)).derive("p")).isEqualTo(expected);
        assertThat(parse(Base64.getEncoder().encodeToString(bytes)).derive("p")).isEqualTo(expected);
        assertThat(parse(Base64.getUrlEncoder().encodeToString(bytes)).derive("p")).isEqualTo(expected);
        assertThat(parse(" " + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n").derive("p"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "changeme", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e", "é",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
    void anythingElseStopsTheStartWithoutEchoingIt(String text) {
        var refusal = catchThrowableOfType(InvalidSetting.class, () -> parse(text));
        assertThat(refusal).hasMessageContaining("PARLEY_MASTER_KEY").hasMessageContaining("openssl rand");
        if (!text.isEmpty()) {
            assertThat(refusal.getMessage()).doesNotContain(text);
        }
    }

    @Test
    void keysAreDerivedByHkdf() {
        // Computed apart from this code, by RFC 5869 with the salt "parley".
        assertThat(HexFormat.of().formatHex(parse(HexFormat.of().formatHex(KEY)).derive("parley/test/v1")))
                .isEqualTo("625dbe3bd81005d0d8b28f4ca71dbf40da0fe7e724858a2fa98aa7608ae78af3");
    }

    @Test
    void theFileIsMadeOnceAndForItsOwnerOnly() throws IOException {
        var first = MasterKeyFile.readOrMake(directory).derive("p");
        assertThat(MasterKeyFile.readOrMake(directory).derive("p")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("master.key"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("master.key"));
        }
        assertThat(MasterKeyFile.readOrMake(directory.resolve("another")).derive("p")).isNotEqualTo(first);
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        MasterKeyFile.readOrMake(directory);
        Files.setPosixFilePermissions(directory.resolve("master.key"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> MasterKeyFile.readOrMake(directory))
                .isInstanceOf(InvalidSetting.class).hasMessageContaining("chmod 600");
    }

    @Test
    void aFileWithoutAKeyIsRefused() throws IOException {
        MasterKeyFile.readOrMake(directory);
        Files.writeString(directory.resolve("master.key"), "half");
        assertThatThrownBy(() -> MasterKeyFile.readOrMake(directory))
                .isInstanceOf(InvalidSetting.class).hasMessageContaining("master.key");
    }

    private static MasterKey parse(String text) {
        return MasterKey.parse(text, "PARLEY_MASTER_KEY");
    }
}
