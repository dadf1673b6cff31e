package dev.parley.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class CsvWriterTest {
    @Test
    void cellsAreQuotedWhereTheyMustBe() throws IOException {
        assertThat(row("plain", "a,b", "say \"hi\"", "two\nlines", null, 7L, "é😀"))
                .isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,7,é😀\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1+1", "=cmd|' /C calc'!A0"})
    void whatASpreadsheetWouldRunIsText(String formula) throws IOException {
        assertThat(row(formula)).startsWith("'" + formula);
    }

    @Test
    void aNumberOfOurOwnStaysANumber() throws IOException {
        assertThat(row(-5)).isEqualTo("-5\r\n");
    }

    private static String row(@Nullable Object... cells) throws IOException {
        var out = new ByteArrayOutputStream();
        new CsvWriter(out).row(cells);
        return out.toString(StandardCharsets.UTF_8);
    }
}
