package dev.parley.models.openai;

import static dev.parley.models.openai.OpenAiFixture.DONE;
import static dev.parley.models.openai.OpenAiFixture.LAST_CHUNK;
import static dev.parley.models.openai.OpenAiFixture.LONG;
import static dev.parley.models.openai.OpenAiFixture.STREAM;
import static dev.parley.models.openai.OpenAiFixture.USAGE;
import static dev.parley.models.openai.OpenAiFixture.finish;
import static dev.parley.models.openai.OpenAiFixture.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.models.AgentRunner.Usage;
import dev.parley.platform.http.client.ScriptedServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiStreamTest {
    private OpenAiFixture fixture;

    @BeforeAll
    void start() {
        fixture = new OpenAiFixture();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void wordsArriveInOrderAndUsageIsRecorded() throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            client.chunk("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
            client.chunk(words("Hello"));
            client.chunk(words(" world"));
            client.chunk(finish("stop") + USAGE + DONE);
            client.send(LAST_CHUNK);
        });
        assertThat(answer.text()).isEqualTo("Hello world");
        assertThat(answer.completion().usage()).isEqualTo(new Usage(12, 7));
    }

    @Test
    void wordsThatComeTogetherAreToldTogether() throws Exception {
        var answer = stream(words("one") + words(" two") + words(" three") + finish("stop") + DONE);
        assertThat(answer.pieces()).containsExactly("one two three");
    }

    @Test
    void theRequestCarriesKeyModelInstructionsAndQuestion() throws Exception {
        try (var server = ScriptedServer.start(client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(words("x") + finish("stop") + DONE);
            client.send(LAST_CHUNK);
        })) {
            fixture.answer(LONG, server);
            assertThat(server.request())
                    .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                    .contains("Host: " + server.address() + "\r\n")
                    .contains("Authorization: Bearer " + OpenAiFixture.KEY + "\r\n")
                    .contains("\"model\":\"test-model\",\"stream\":true,\"stream_options\":{\"include_usage\":true}")
                    .contains("{\"role\":\"system\",\"content\":\"You help Jane.")
                    .contains("{\"role\":\"user\",\"content\":\"How are you?\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void charactersSplitBetweenReadsAndAnyLineEndsDoNoHarm(int pieceSize) throws Exception {
        var body = (": a comment\r\n\r\n" + "event: message\rid: 1\r" + words("Grüße ").replace("\n\n", "\r\r")
                        + words("日本語 🙂").replace("\n", "\r\n") + ":\n" + "data:" + words("\\ud83d\\ude00!").substring(6)
                        + finish("stop") + DONE)
                .getBytes(StandardCharsets.UTF_8);
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            for (int at = 0; at < body.length; at += pieceSize) {
                client.chunk(java.util.Arrays.copyOfRange(body, at, Math.min(body.length, at + pieceSize)));
            }
            client.send(LAST_CHUNK);
        });
        assertThat(answer.text()).isEqualTo("Grüße 日本語 🙂😀!");
        answer.completion();
    }

    @Test
    void aCharacterSplitBetweenTwoEventsIsPutTogether() throws Exception {
        var answer = stream(words("a\\ud83d") + words("\\ude00b") + words("\\udc00\\u0000c") + finish("stop") + DONE);
        assertThat(answer.text()).isEqualTo("a😀b\ufffdc");
    }

    @Test
    void anAnswerWithAReasonForItsEndNeedsNoDone() throws Exception {
        stream(words("Hi") + finish("stop")).completion();
    }

    @Test
    void anAnswerWithDoneNeedsNoReason() throws Exception {
        stream(words("Hi") + DONE).completion();
    }

    @Test
    void aBodyThatEndsWithTheConnectionIsFine() throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + words("Hi") + finish("stop") + DONE);
        });
        assertThat(answer.text()).isEqualTo("Hi");
        answer.completion();
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() throws Exception {
        var body = """
                {"choices":[{"message":{"role":"assistant","content":"All at once"},"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":1,"completion_tokens":3}}""";
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
        });
        assertThat(answer.text()).isEqualTo("All at once");
        assertThat(answer.completion().usage()).isEqualTo(new Usage(1, 3));
    }

    @Test
    void silenceAfterTheLastWordDoesNotSpoilTheAnswer() throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(words("Hi") + finish("stop"));
            client.isClosedByClient();
        });
        assertThat(answer.completion().usage()).isNull();
    }

    @Test
    void aServerThatRefusesUsageIsAskedWithout() throws Exception {
        var body = "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\"}}";
        try (var server = ScriptedServer.start(client -> {
            if (client.receive().contains("stream_options")) {
                client.send("HTTP/1.1 400 Bad Request\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            } else {
                client.send(STREAM);
                client.chunk(words("Hi") + finish("stop") + DONE);
                client.send(LAST_CHUNK);
            }
        })) {
            assertThat(fixture.answer(LONG, server).completion().usage()).isNull();
        }
    }

    private dev.parley.models.RecordedAnswer stream(String body) throws Exception {
        return fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(body);
            client.send(LAST_CHUNK);
        });
    }
}
