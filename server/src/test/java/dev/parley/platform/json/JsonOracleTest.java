package dev.parley.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Jackson's own parser as an oracle: what we read, it reads as the same tree.
class JsonOracleTest {
    private static final JsonMapper ORACLE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Property(tries = 500)
    void whateverTreeIsWrittenIsReadAsItWas(@ForAll("objects") JsonNode tree) throws Exception {
        assertThat(StrictJson.object(Json.bytes(tree))).isEqualTo(StrictJson.object(tree.toString()));
        assertThat(Json.text(StrictJson.object(Json.bytes(tree)))).isEqualTo(Json.text(tree));
    }

    @Property(tries = 1000)
    void whateverTextWeReadJacksonReadsAlike(
            @ForAll("objects") JsonNode tree, @ForAll("fragments") String fragment, @ForAll int place) {
        var text = Json.text(tree);
        int at = Math.floorMod(place, text.length());
        for (var changed : List.of(
                text.substring(0, at) + fragment + text.substring(at),
                text.substring(0, at) + fragment + text.substring(Math.min(text.length(), at + fragment.length())),
                text.substring(0, at) + text.substring(at + 1))) {
            ours(changed).ifPresent(read -> assertThat(theirs(changed).map(Json::text)).as(changed).contains(Json.text(read)));
        }
    }

    /// Where Jackson reads an object that breaks none of our limits, so do we.
    @Property(tries = 500)
    void whateverObjectJacksonReadsWeRead(@ForAll("objects") JsonNode tree, @ForAll("spaces") String space) {
        var spaced = Json.text(tree).replace(":", space + ":" + space).replace("{", space + "{" + space);
        assertThat(ours(spaced).isPresent()).as(spaced).isEqualTo(theirs(spaced).isPresent());
    }

    private static Optional<JsonNode> ours(String text) {
        try {
            return Optional.of(StrictJson.object(text));
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> theirs(String text) {
        try {
            return Optional.of(ORACLE.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<JsonNode> objects() {
        return Arbitraries.maps(names(), values(2)).ofMaxSize(4).map(members -> {
            JsonNode object = Json.object().setAll(members);
            return object;
        });
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u00", "\\ud83d", "\\n", "0", "1", "-", "+", ".", "e", "E", "true",
                "null", "NaN", " ", "\n", "\t", "\0", "/**/", "'", "é", "😀", "\u0085", "\"a\":1", "1e5", "-0", "00", "1.0", "1e400");
    }

    @Provide
    Arbitrary<String> spaces() {
        return Arbitraries.of("", " ", "\n", "\t\r\n ", "\u00a0", "\u000b", "\ufeff");
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of("a", "b", "user_email", "é", "😀", ""), Arbitraries.strings().ascii().ofMaxLength(4));
    }

    private static Arbitrary<JsonNode> values(int depth) {
        var nodes = JsonNodeFactory.instance;
        Arbitrary<JsonNode> texts = Arbitraries.strings().ofMaxLength(6)
                .map(text -> Utf8.isWellFormed(text) ? text : "lone").map(nodes::textNode);
        Arbitrary<JsonNode> longs = Arbitraries.longs().map(nodes::numberNode);
        Arbitrary<JsonNode> large = Arbitraries.bigIntegers().map(nodes::numberNode);
        Arbitrary<JsonNode> decimals = Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(-40, 40))
                .as((unscaled, scale) -> nodes.numberNode(BigDecimal.valueOf(unscaled, scale)));
        Arbitrary<JsonNode> words = Arbitraries.of(nodes.booleanNode(true), nodes.booleanNode(false), nodes.nullNode());
        var scalars = Arbitraries.oneOf(texts, longs, large, decimals, words);
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<JsonNode> lists = values(depth - 1).list().ofMaxSize(3).map(items -> Json.array(items));
        Arbitrary<JsonNode> objects = Arbitraries.maps(names(), values(depth - 1)).ofMaxSize(3).map(members -> {
            JsonNode object = Json.object().setAll(members);
            return object;
        });
        return Arbitraries.oneOf(scalars, lists, objects);
    }
}
