package dev.parley.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashesTest {
    @Test
    void theHashIsTheStandards() {
        // FIPS 180-4, example "abc".
        assertThat(Hashes.sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void equalTextsAreEqualAndOthersAreNot() {
        assertThat(Hashes.equal("añ", "añ")).isTrue();
        assertThat(Hashes.equal("a", "b")).isFalse();
        assertThat(Hashes.equal("a", "ab")).isFalse();
        assertThat(Hashes.equal("", "")).isTrue();
    }
}
