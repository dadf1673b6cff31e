package dev.parley.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void whatIsWrittenIsReadBackTheSame() throws MalformedJson {
        var text = "{\"a\":\"é😀\\n\\\"\\u0000\",\"b\":[1,-2,9007199254740993,18446744073709552516,0.10,1E+3],\"c\":{\"d\":null,\"e\":true}}";
        var read = StrictJson.object(text);
        assertThat(Json.text(read)).isEqualTo(text);
        assertThat(StrictJson.object(Json.bytes(read))).isEqualTo(read);
    }

    @Test
    void timesHaveMillisecondsAlways() {
        assertThat(Json.time(Instant.ofEpochSecond(0))).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(Json.time(Instant.ofEpochMilli(1_800_000_000_123L))).isEqualTo("2027-01-15T08:00:00.123Z");
    }

    @Test
    void listsKeepTheirOrder() {
        assertThat(Json.text(Json.object().set("l", Json.texts(List.of("b", "a"))))).isEqualTo("{\"l\":[\"b\",\"a\"]}");
        assertThat(Json.text(Json.array(List.of(Json.object(), Json.array())))).isEqualTo("[{},[]]");
    }
}
