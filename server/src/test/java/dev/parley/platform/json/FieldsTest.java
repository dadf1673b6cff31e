package dev.parley.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void fieldsAreReadByTypeAndName() throws MalformedJson {
        var fields = fields("""
                {"name":"Ada","on":true,"count":3,"tags":["a","b"],"inner":{"x":"y"},"items":[{"n":1},{"n":2}],"kind":"b"}""");

        assertThat(fields.text("name", 1, 10)).isEqualTo("Ada");
        assertThat(fields.flag("on")).isTrue();
        assertThat(fields.integer("count", 0, 5)).isEqualTo(3);
        assertThat(fields.texts("tags", 5, 5)).containsExactly("a", "b");
        assertThat(fields.object("inner").text("x", 0, 1)).isEqualTo("y");
        assertThat(fields.objects("items", 2)).extracting(item -> item.integer("n", 1, 2)).containsExactly(1L, 2L);
        assertThat(fields.choice("kind", List.of("a", "b"))).isEqualTo("b");
        fields.end();
    }

    @Test
    void aNullOptionalIsAsIfAbsent() throws MalformedJson {
        var fields = fields("{\"a\":null}");
        assertThat(fields.optionalText("a", 1, 2)).isEmpty();
        assertThat(fields.optionalText("b", 1, 2)).isEmpty();
        assertThat(fields.optionalFlag("a")).isEmpty();
        assertThat(fields.optionalInteger("a", 0, 1)).isEmpty();
        assertThat(fields.optionalTexts("a", 1, 1)).isEmpty();
        assertThat(fields.optionalObject("a")).isEmpty();
        assertThat(fields.optionalObjects("a", 1)).isEmpty();
        assertThat(fields.optionalChoice("a", List.of("x"))).isEmpty();
        assertThat(fields.has("a")).isFalse();
        fields.end();
    }

    @Test
    void whatIsWrongIsRefusedWithTheFieldsPath() throws MalformedJson {
        refused("name", "{}", fields -> fields.text("name", 1, 2));
        refused("name", "{\"name\":null}", fields -> fields.text("name", 1, 2));
        refused("name", "{\"name\":7}", fields -> fields.text("name", 1, 2));
        refused("name", "{\"name\":\"\"}", fields -> fields.text("name", 1, 2));
        refused("name", "{\"name\":\"abc\"}", fields -> fields.optionalText("name", 1, 2));
        refused("name", "{\"name\":\"a\\u0000\"}", fields -> fields.text("name", 1, 2));
        refused("on", "{\"on\":\"true\"}", fields -> fields.flag("on"));
        refused("n", "{\"n\":1.5}", fields -> fields.integer("n", 0, 9));
        refused("n", "{\"n\":10}", fields -> fields.integer("n", 0, 9));
        refused("n", "{\"n\":-1}", fields -> fields.optionalInteger("n", 0, 9));
        refused("n", "{\"n\":18446744073709551617}", fields -> fields.integer("n", 0, 9));
        refused("kind", "{\"kind\":\"c\"}", fields -> fields.choice("kind", List.of("a", "b")));
        refused("tags", "{\"tags\":\"a\"}", fields -> fields.texts("tags", 2, 2));
        refused("tags", "{\"tags\":[\"a\",\"b\",\"c\"]}", fields -> fields.texts("tags", 2, 2));
        refused("tags[1]", "{\"tags\":[\"a\",1]}", fields -> fields.texts("tags", 2, 2));
        refused("inner", "{\"inner\":[]}", fields -> fields.object("inner"));
        refused("inner.x", "{\"inner\":{\"x\":1}}", fields -> fields.object("inner").text("x", 0, 1));
        refused("items[1].n", "{\"items\":[{\"n\":1},{}]}",
                fields -> fields.objects("items", 2).forEach(item -> item.integer("n", 0, 1)));
        refused("items[0]", "{\"items\":[1]}", fields -> fields.objects("items", 2));
    }

    @Test
    void lengthsCountCharactersNotUtf16Units() throws MalformedJson {
        assertThat(fields("{\"name\":\"😀😀\"}").text("name", 1, 2)).isEqualTo("😀😀");
    }

    @Test
    void anUnknownFieldIsRefusedByNameAtAnyDepth() throws MalformedJson {
        refused("nmae", "{\"nmae\":1}", Fields::end);
        refused("inner.y", "{\"inner\":{\"y\":1}}", fields -> {
            fields.object("inner").optionalText("x", 0, 1);
            fields.end();
        });
        refused("a??b?", "{\"a\\u0007\\nb\\\"\":1}", Fields::end);
    }

    private static Fields fields(String json) throws MalformedJson {
        return Fields.of(StrictJson.object(json));
    }

    private static void refused(String field, String json, Consumer<Fields> reading) throws MalformedJson {
        var fields = fields(json);
        var refused = catchThrowableOfType(Refused.class, () -> reading.accept(fields));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.detail()).contains("\"" + field + "\"").endsWith(".");
    }
}
