package dev.parley.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void anIdIsItsPrefixAnd22DigitsOfBase62() {
        assertThat(Stream.generate(() -> Ids.next("agt_")).limit(1_000)).allMatch(id -> id.matches("agt_[0-9A-Za-z]{22}"));
    }

    @Test
    void idsAreNumbersOf128BitsOfWhichEachBitIsSometimesSetAndSometimesNot() {
        var numbers = Stream.generate(() -> number(Ids.next(""))).limit(1_000).collect(Collectors.toSet());

        assertThat(numbers).hasSize(1_000).allMatch(number -> number.bitLength() <= 128);
        for (int i = 0; i < 128; i++) {
            int bit = i;
            assertThat(numbers).anyMatch(number -> number.testBit(bit)).anyMatch(number -> !number.testBit(bit));
        }
    }

    private static BigInteger number(String digits) {
        return digits.chars().mapToObj(digit -> BigInteger.valueOf(DIGITS.indexOf(digit)))
                .reduce(BigInteger.ZERO, (sum, digit) -> sum.multiply(BigInteger.valueOf(62)).add(digit));
    }
}
