package dev.parley.platform.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.platform.json.MalformedJson.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    @Test
    void everyKindOfValueIsRead() throws MalformedJson {
        var read = StrictJson.object("""
                {"text":"é😀\\u00e9\\ud83d\\ude00","int":-7,"long":9007199254740993,"big":18446744073709552516,
                 "decimal":0.10,"power":1e3,"yes":true,"no":false,"nothing":null,"list":[1,[2]],"inner":{"a":{}}}""");

        assertThat(read.get("text").textValue()).isEqualTo("é😀é😀");
        assertThat(read.get("int").longValue()).isEqualTo(-7);
        assertThat(read.get("long").longValue()).isEqualTo(9007199254740993L);
        assertThat(read.get("big").bigIntegerValue()).isEqualTo(new BigInteger("18446744073709552516"));
        assertThat(read.get("decimal").decimalValue()).isEqualTo(new BigDecimal("0.10"));
        assertThat(read.get("power").decimalValue()).isEqualByComparingTo("1000");
        assertThat(read.get("yes").booleanValue()).isTrue();
        assertThat(read.get("no").booleanValue()).isFalse();
        assertThat(read.get("nothing").isNull()).isTrue();
        assertThat(read.get("list").get(1).get(0).intValue()).isEqualTo(2);
        assertThat(read.get("inner").get("a").isEmpty()).isTrue();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(Problem.EMPTY, ""),
                Arguments.of(Problem.EMPTY, "  \n"),
                Arguments.of(Problem.NOT_AN_OBJECT, "[]"),
                Arguments.of(Problem.NOT_AN_OBJECT, "null"),
                Arguments.of(Problem.NOT_AN_OBJECT, "\"{}\""),
                Arguments.of(Problem.NOT_AN_OBJECT, "7"),
                Arguments.of(Problem.SYNTAX, "{"),
                Arguments.of(Problem.SYNTAX, "{\"a\":1"),
                Arguments.of(Problem.SYNTAX, "{\"a\":1,}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":[1,]}"),
                Arguments.of(Problem.SYNTAX, "{\"a\" 1}"),
                Arguments.of(Problem.SYNTAX, "{a:1}"),
                Arguments.of(Problem.SYNTAX, "{'a':1}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":'b'}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":01}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":+1}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":.5}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":1.}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":0x10}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":NaN}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":Infinity}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":True}"),
                Arguments.of(Problem.SYNTAX, "{/**/\"a\":1}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":\"\t\"}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":\"\\x41\"}"),
                Arguments.of(Problem.SYNTAX, "{\"a\":\"\\u12\"}"),
                Arguments.of(Problem.NOT_AN_OBJECT, "\ufeff{}"),
                Arguments.of(Problem.TRAILING_CONTENT, "{}{}"),
                Arguments.of(Problem.TRAILING_CONTENT, "{} x"),
                Arguments.of(Problem.TRAILING_CONTENT, "{},"),
                Arguments.of(Problem.TRAILING_CONTENT, "{}\0"),
                Arguments.of(Problem.DUPLICATE_KEY, "{\"a\":1,\"a\":1}"),
                Arguments.of(Problem.DUPLICATE_KEY, "{\"a\":null,\"a\":1}"),
                Arguments.of(Problem.DUPLICATE_KEY, "{\"a\":1,\"\\u0061\":2}"),
                Arguments.of(Problem.DUPLICATE_KEY, "{\"o\":[{\"k\":1,\"k\":2}]}"),
                Arguments.of(Problem.LONE_SURROGATE, "{\"a\":\"\\ud800\"}"),
                Arguments.of(Problem.LONE_SURROGATE, "{\"a\":\"\\udc00\\ud800\"}"),
                Arguments.of(Problem.LONE_SURROGATE, "{\"\\udfff\":1}"),
                Arguments.of(Problem.NUMBER_RANGE, "{\"a\":1e309}"),
                Arguments.of(Problem.NUMBER_RANGE, "{\"a\":1e999999999}"),
                Arguments.of(Problem.NUMBER_RANGE, "{\"a\":-1e99999999999999999999}"),
                Arguments.of(Problem.NUMBER_RANGE, "{\"a\":1e-999999999}"),
                Arguments.of(Problem.NUMBER_RANGE, "{\"a\":0e999999999}"),
                Arguments.of(Problem.NUMBER_RANGE, "{\"a\":" + "9".repeat(401) + "}"),
                Arguments.of(Problem.TOO_DEEP, "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"),
                Arguments.of(Problem.TOO_DEEP, "{\"a\":" + "[".repeat(100_000)),
                Arguments.of(Problem.TOO_DEEP, "{\"a\":".repeat(50_000)));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void everythingElseIsRefusedWithItsProblem(Problem problem, String text) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () ->
                assertThat(refusal(text.getBytes(UTF_8)).problem()).isEqualTo(problem));
    }

    static Stream<byte[]> illEncoded() {
        return Stream.of(
                        "c0af", "e080af", "f08080af", "c180", "c080", // overlong
                        "eda080", "edbfbf", "eda081edb080", // surrogates
                        "f4908080", "f8888080", "ff", "fe", // beyond Unicode
                        "80", "bf", "c3", "e282", "f09f98", "c328") // stray, cut off
                .map(hex -> ("{\"a\":\"" + new String(java.util.HexFormat.of().parseHex(hex), ISO_8859_1) + "\"}")
                        .getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("illEncoded")
    void bytesThatAreNotUtf8AreRefusedAtTheirPosition(byte[] bytes) {
        var refusal = refusal(bytes);
        assertThat(refusal.problem()).isEqualTo(Problem.ENCODING);
        assertThat(refusal.position()).isBetween(6L, 9L);
    }

    @Test
    void anotherEncodingIsNotGuessed() {
        assertThat(refusal("{\"a\":1}".getBytes(UTF_16BE)).problem()).isEqualTo(Problem.NOT_AN_OBJECT);
    }

    @Test
    void aFaultInLongTextIsFoundBehindManyCharacters() {
        var bytes = ("{\"a\":\"" + "é".repeat(5000) + "\u00ff\"}").getBytes(UTF_8);
        bytes[bytes.length - 3] = (byte) 0xff;
        assertThat(refusal(bytes).position()).isEqualTo(6 + 10_000);
    }

    @Test
    void aRefusalSaysWhereButNotWhat() {
        var refusal = refusal("{\"password\":\"hunter2\",\"password\":1}".getBytes(UTF_8));
        assertThat(refusal.detail()).startsWith("The JSON has a key twice, at byte ").doesNotContain("password", "hunter2");
    }

    @Test
    void nestingUpToTheLimitIsRead() throws MalformedJson {
        assertThat(StrictJson.object("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").get("a").isArray()).isTrue();
    }

    @Test
    void manyNamesOfOneHashDoNotStallTheReader() {
        var object = new StringBuilder("{");
        for (int i = 0; i < 4096; i++) {
            object.append('"');
            for (int bit = 0; bit < 12; bit++) {
                object.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            object.append("\":1,");
        }
        var text = object.append("\"end\":1}").toString();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> StrictJson.object(text));
    }

    @Test
    void textWithHalfASurrogatePairIsRefused() {
        assertThat(catchThrowableOfType(MalformedJson.class, () -> StrictJson.object("{\"a\":\"\ud800\"}")).problem())
                .isEqualTo(Problem.LONE_SURROGATE);
    }

    private static MalformedJson refusal(byte[] bytes) {
        return catchThrowableOfType(MalformedJson.class, () -> StrictJson.object(bytes));
    }
}
