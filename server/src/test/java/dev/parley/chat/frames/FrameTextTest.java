package dev.parley.chat.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the frames' reader and writer make of text nobody should send.
final class FrameTextTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "null", "[]", "1", "\"hello\"", "{", "{}x", "{\"type\":\"ping\"}{}", "{\"type\":\"ping\",}",
        "{\"type\":\"ping\",\"type\":\"ping\"}", "{\"type\":\"ping\",\"a\":{\"b\":1,\"b\":2}}", "{'type':'ping'}",
        "{\"type\":NaN}", "{\"type\":\"ping\",\"x\":\"\\ud800\"}", "//x\n{\"type\":\"ping\"}", "\ufeff{\"type\":\"ping\"}"})
    void textThatIsNoStrictObjectIsMalformed(String text) {
        assertThat(ChatFrames.decode(text)).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'a':1} | type", "{'type':1} | type", "{'type':null} | type", "{'type':'shout'} | type",
        "{'type':'hello','token':1} | token", "{'type':'hello','token':{}} | token", "{'type':'hello','visitor':[]} | visitor",
        "{'type':'hello','capabilities':'x'} | capabilities", "{'type':'hello','capabilities':[1]} | capabilities[0]",
        "{'type':'identify'} | token", "{'type':'identify','token':null} | token",
        "{'type':'send','text':'x'} | id", "{'type':'send','id':'','text':'x'} | id", "{'type':'send','id':7,'text':'x'} | id",
        "{'type':'send','id':'a'} | text", "{'type':'send','id':'a','text':['x']} | text",
        "{'type':'send','id':'a','text':'x','conversation':1} | conversation",
        "{'type':'send','id':'a','text':'x\\u0000'} | text",
        "{'type':'stop'} | run", "{'type':'regenerate','message':true} | message",
        "{'type':'resume','conversation':'c'} | afterSeq", "{'type':'resume','conversation':'c','afterSeq':-1} | afterSeq",
        "{'type':'resume','conversation':'c','afterSeq':1.5} | afterSeq",
        "{'type':'resume','conversation':'c','afterSeq':'1'} | afterSeq",
        "{'type':'resume','conversation':'c','afterSeq':9223372036854775808} | afterSeq",
        "{'type':'resume','conversation':'c','afterSeq':1,'run':'r','offset':2147483648} | offset",
        "{'type':'feedback','message':'m','rating':'great'} | rating", "{'type':'feedback','message':'m'} | rating"})
    void aWrongFieldIsNamed(String text, String field) {
        assertThat(ChatFrames.decode(text.replace('\'', '"'))).isInstanceOfSatisfying(Decoded.Malformed.class, malformed -> {
            assertThat(malformed.reason().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(malformed.reason().field()).isEqualTo(field);
        });
    }

    @Test
    void aMalformedSendIsRefusedByItsId() {
        assertThat(ChatFrames.decode("{\"type\":\"send\",\"id\":\"a\",\"text\":1}"))
                .isInstanceOfSatisfying(Decoded.Malformed.class, it -> assertThat(it.sendId()).isEqualTo("a"));
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(ChatFrames.decode("{\"type\":\"ping\",\"later\":{\"x\":[1]}}")).isEqualTo(new ClientFrame.Ping());
    }

    @Test
    void anEmptyTokenIsStillAToken() {
        assertThat(ChatFrames.decode("{\"type\":\"hello\",\"token\":\"\"}"))
                .isInstanceOfSatisfying(ClientFrame.Hello.class, hello -> assertThat(hello.token()).isEmpty());
    }

    @Property(tries = 500)
    void anyTextIsReadWithoutAnException(@ForAll String text) {
        assertThat(ChatFrames.decode(text)).isNotNull();
    }

    @Property(tries = 500)
    void aDeltaWrittenByHandReadsAsWhatItWas(@ForAll String anyText) throws MalformedJson {
        var text = anyText.replaceAll("\\p{Cs}", "\ud83d\udce6");
        var json = FixturesTest.json(HubFrames.encode(new HubFrame.Delta(new RunId("run_1"), 7, text)));
        assertThat(json).isEqualTo(FixturesTest.json(Json.text(
                Json.object().put("type", "delta").put("run", "run_1").put("offset", 7).put("text", text))));
    }
}
