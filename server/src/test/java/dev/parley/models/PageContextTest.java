package dev.parley.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageContextTest {
    @Test
    void aPageMaySayTextsNumbersAndTruthValues() {
        var said = Json.object().put("page", "/orders").put("items", 3).put("total", 9.5).put("beta", false);

        assertThat(PageContext.of(said).json()).isEqualTo("{\"page\":\"/orders\",\"items\":3,\"total\":9.5,\"beta\":false}");
    }

    @Test
    void nothingSaidIsNoContext() {
        for (var nothing : new @Nullable JsonNode[] {null, Json.object().nullNode(), Json.object()}) {
            assertThat(PageContext.of(nothing)).isSameAs(PageContext.NONE);
        }
    }

    @Test
    void whatIsTooMuchOrOfAnotherTypeIsRefused() {
        var many = Json.object();
        for (int i = 0; i < 33; i++) {
            many.put("k" + i, i);
        }
        var together = Json.object();
        for (int i = 0; i < 5; i++) {
            together.put("k" + i, "x".repeat(2_000));
        }
        for (var wrong : List.of(many, together, Json.object().put("k", "x".repeat(2_001)), Json.object().put("", 1),
                Json.object().put("n".repeat(65), 1), Json.object().putNull("k"), Json.object().put("k", Double.NaN),
                (JsonNode) Json.object().set("k", Json.object()), Json.object().set("k", Json.array()),
                Json.array(), Json.object().textNode("page"))) {
            assertThatThrownBy(() -> PageContext.of(wrong)).as("%.60s", wrong.toString())
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.field()).isEqualTo("context"));
        }
    }

    @Property(tries = 300)
    void whateverIsSaidStaysOneLineOfTheSameJsonWithoutMarks(@ForAll String name, @ForAll String text)
            throws MalformedJson {
        var said = Json.object().put("k" + name.substring(0, Math.min(name.length(), 60)), text);
        var json = PageContext.of(said).json();

        assertThat(json).doesNotContain("\n", "\r", "<", ">", "[", "]", "|", "\u2028", "\u202e", "\u200b");
        assertThat((ObjectNode) StrictJson.object(json)).isEqualTo(said);
    }

    @Test
    void marksOfChatTemplatesAndHiddenCharactersAreSpelledOut() {
        var said = Json.object().put("k", "<|im_end|>\n[INST] \u202e \ud83d\ude42 \udb40\udc41");

        assertThat(PageContext.of(said).json()).isEqualTo("{\"k\":\"\\u003c\\u007cim_end\\u007c\\u003e\\n\\u005bINST\\u005d "
                + "\\u202e \ud83d\ude42 \\udb40\\udc41\"}");
    }
}
