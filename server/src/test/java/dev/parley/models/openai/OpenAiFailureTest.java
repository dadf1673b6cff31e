package dev.parley.models.openai;

import static dev.parley.models.openai.OpenAiFixture.DONE;
import static dev.parley.models.openai.OpenAiFixture.LAST_CHUNK;
import static dev.parley.models.openai.OpenAiFixture.LONG;
import static dev.parley.models.openai.OpenAiFixture.SHORT;
import static dev.parley.models.openai.OpenAiFixture.STREAM;
import static dev.parley.models.openai.OpenAiFixture.finish;
import static dev.parley.models.openai.OpenAiFixture.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.models.AgentRunner.Code;
import dev.parley.models.RecordedAnswer;
import dev.parley.platform.http.client.ScriptedServer;
import dev.parley.platform.http.client.ScriptedServer.Script;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiFailureTest {
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
    void aStreamThatJustEndsIsTruncatedAndItsTextKept() throws Exception {
        var answer = stream(words("Half of"));
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TRUNCATED);
        assertThat(answer.text()).isEqualTo("Half of");
    }

    @Test
    void aStreamCutWithinAChunkIsTruncated() throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(words("Half of"));
            client.send("ffff\r\ndata: {\"cho");
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TRUNCATED);
    }

    @Test
    void aStreamThatIsResetIsTruncated() throws Exception {
        var reset = new java.util.concurrent.CountDownLatch(1);
        try (var server = ScriptedServer.start(client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(words("Half of"));
            reset.await();
            client.reset();
        })) {
            var answer = new RecordedAnswer();
            var asking = fixture.ask(LONG, server, answer);
            answer.awaitFirstWords();
            reset.countDown();
            asking.join();
            assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TRUNCATED);
            assertThat(answer.failure().detail()).contains("cut off");
        }
    }

    @Test
    void anAnswerThatMetItsLengthLimitIsTruncated() throws Exception {
        var answer = stream(words("Long") + finish("length") + DONE);
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TRUNCATED);
        assertThat(answer.failure().cause()).contains("length limit");
    }

    @Test
    void aFilteredAnswerIsRefused() throws Exception {
        assertThat(stream(words("Well") + finish("content_filter") + DONE).failure().code()).isEqualTo(Code.MODEL_REFUSED);
    }

    @Test
    void jsonThatIsNoneFailsAndTheTextBeforeItIsKept() throws Exception {
        var answer = stream(words("Hi") + "data: {\"choices\": [oops\n\n");
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_UNAVAILABLE);
        assertThat(answer.failure().cause()).contains("not JSON");
        assertThat(answer.text()).isEqualTo("Hi");
    }

    @Test
    void invalidUtf8Fails() throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(words("Hi\u00e9").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            client.send(LAST_CHUNK);
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_UNAVAILABLE);
    }

    @Test
    void anErrorInTheMiddleIsToldInTheProvidersWords() throws Exception {
        var answer = stream(words("Hi") + "data: {\"error\":{\"message\":\"overloaded, key " + OpenAiFixture.KEY + "\"}}\n\n");
        assertThat(answer.failure().cause()).contains("overloaded").doesNotContain(OpenAiFixture.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/html\r\n", "Content-Type: application/json\r\n", "Content-Type: text/event-stream\r\n", ""})
    void aWebPageIsRecognised(String type) throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send("HTTP/1.1 200 OK\r\n" + type + "Content-Length: 39\r\n\r\n<!doctype html><html>Welcome</html>\n\n\n\n");
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"400,does not accept", "401,refuses the API key", "403,refuses the API key", "404,does not know", "301,redirects", "418,does not accept"})
    void aRefusalNamesWhatToFixAndIsNotRepeated(int status, String words) throws Exception {
        var calls = new AtomicInteger();
        var answer = fixture.answer(LONG, status(status, "", calls));
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_UNAVAILABLE);
        assertThat(answer.failure().cause()).contains(words).contains("It says: no").doesNotContain(OpenAiFixture.KEY);
        assertThat(answer.failure().detail()).doesNotContain("no (");
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void aPassingErrorIsTriedTwiceMore(int status) throws Exception {
        var calls = new AtomicInteger();
        var answer = fixture.answer(LONG, status(status, "Retry-After: 0\r\n", calls));
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_UNAVAILABLE);
        assertThat(calls).hasValue(3);
    }

    @Test
    void aServerThatAsksForTooLongAWaitIsNotWaitedFor() throws Exception {
        var calls = new AtomicInteger();
        fixture.answer(LONG, status(429, "Retry-After: 3600\r\n", calls)).failure();
        assertThat(calls).hasValue(1);
    }

    @Test
    void aPassingErrorBeforeTheFirstWordDoesNotShow() throws Exception {
        var calls = new AtomicInteger();
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            if (calls.incrementAndGet() == 1) {
                client.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
            } else {
                client.send(STREAM);
                client.chunk(words("Here") + finish("stop") + DONE);
                client.send(LAST_CHUNK);
            }
        });
        assertThat(answer.text()).isEqualTo("Here");
        answer.completion();
    }

    @Test
    void nothingIsRepeatedAfterTheFirstWord() throws Exception {
        var calls = new AtomicInteger();
        var answer = fixture.answer(LONG, client -> {
            calls.incrementAndGet();
            client.receive();
            client.send(STREAM);
            client.chunk(words("Half"));
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TRUNCATED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aServerThatHangsBeforeItsHeadTimesOut() throws Exception {
        times(client -> {
            client.receive();
            client.isClosedByClient();
        });
    }

    @Test
    void aStreamThatNeverBeginsTimesOut() throws Exception {
        times(client -> {
            client.receive();
            client.send(STREAM);
            client.isClosedByClient();
        });
    }

    @Test
    void aStreamThatOnlySendsCommentsTimesOut() throws Exception {
        times(client -> {
            client.receive();
            client.send(STREAM);
            while (true) {
                client.chunk(": still here\n\n");
                Thread.sleep(100);
            }
        });
    }

    @Test
    void aStreamThatStallsTimesOutAndItsTextIsKept() throws Exception {
        var answer = times(client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(words("Half"));
            client.isClosedByClient();
        });
        assertThat(answer.text()).isEqualTo("Half");
    }

    @Test
    void aSlowStreamIsPutUpWithUntilTheTotalIsOver() throws Exception {
        var patience = new Patience(SHORT.connect(), SHORT.first(), SHORT.idle(), java.time.Duration.ofSeconds(2), 0);
        var answer = fixture.answer(patience, client -> {
            client.receive();
            client.send(STREAM);
            while (true) {
                client.chunk(words("x"));
                Thread.sleep(200);
            }
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TIMEOUT);
        assertThat(answer.text()).hasSizeGreaterThan(3);
    }

    @Test
    void aStreamWithoutEndIsCut() throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            var much = words("x".repeat(10_000));
            while (true) {
                client.chunk(much);
            }
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TRUNCATED);
        assertThat(answer.text()).hasSizeLessThan(AnswerText.MAX_CHARACTERS + 20_000);
    }

    @Test
    void aLineWithoutEndIsCut() throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM + "7fffffff\r\ndata: ");
            while (true) {
                client.send("x".repeat(10_000));
            }
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcdef\r\n"})
    void whatIsNotHttpIsCalledThat(String reply) throws Exception {
        var answer = fixture.answer(LONG, client -> {
            client.receive();
            client.send(reply);
            client.isClosedByClient();
        });
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_UNAVAILABLE);
        assertThat(answer.failure().cause()).contains("does not speak HTTP");
    }

    private RecordedAnswer times(Script script) throws Exception {
        var answer = fixture.answer(SHORT, script);
        assertThat(answer.failure().code()).isEqualTo(Code.MODEL_TIMEOUT);
        return answer;
    }

    private RecordedAnswer stream(String body) throws Exception {
        return fixture.answer(LONG, client -> {
            client.receive();
            client.send(STREAM);
            client.chunk(body);
            client.send(LAST_CHUNK);
        });
    }

    /// A server that always refuses, echoing the key it was given.
    private static Script status(int status, String headers, AtomicInteger calls) {
        var body = "{\"error\":{\"message\":\"no (" + OpenAiFixture.KEY + ")\"}}";
        return client -> {
            calls.incrementAndGet();
            client.receive();
            client.send("HTTP/1.1 " + status + " No\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        };
    }
}
