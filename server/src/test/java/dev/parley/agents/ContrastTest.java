package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ContrastTest {
    @Test
    void ratiosAreThoseOfWcag() {
        assertThat(Contrast.ratio("#000000", "#ffffff")).isEqualTo(21, within(0.001));
        assertThat(Contrast.ratio("#777777", "#ffffff")).isEqualTo(4.478, within(0.001));
        assertThat(Contrast.ratio("#ffffff", "#777777")).isEqualTo(4.478, within(0.001));
        assertThat(Contrast.ratio("#ff0000", "#ffffff")).isEqualTo(3.998, within(0.001));
        assertThat(Contrast.ratio("#123456", "#123456")).isEqualTo(1);
    }
}
