package dev.parley.models.openai;

import static dev.parley.models.openai.OpenAiFixture.LONG;
import static dev.parley.models.openai.OpenAiFixture.STREAM;
import static dev.parley.models.openai.OpenAiFixture.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.models.RecordedAnswer;
import dev.parley.platform.http.client.ScriptedServer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Interrupting an answer closes the connection to the model at whatever point it has reached.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiCancelTest {
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
    void beforeTheHead() throws Exception {
        cancel((client, reached) -> {
            client.receive();
            reached.countDown();
        });
    }

    @Test
    void insideTheHead() throws Exception {
        cancel((client, reached) -> {
            client.receive();
            client.send("HTTP/1.1 200 OK\r\nContent-Ty");
            reached.countDown();
        });
    }

    @Test
    void beforeTheFirstWord() throws Exception {
        cancel((client, reached) -> {
            client.receive();
            client.send(STREAM);
            reached.countDown();
        });
    }

    @Test
    void insideAnEvent() throws Exception {
        cancel((client, reached) -> {
            client.receive();
            client.send(STREAM);
            client.chunk(words("Hi") + "data: {\"choices\":[{\"del");
            reached.countDown();
        });
    }

    @Test
    void whileWordsAreComing() throws Exception {
        cancel((client, reached) -> {
            client.receive();
            client.send(STREAM);
            reached.countDown();
            while (true) {
                client.chunk(words("x"));
            }
        });
    }

    @Test
    void whileItWaitsToTryAgain() throws Exception {
        var calls = new CountDownLatch(1);
        try (var server = ScriptedServer.start(client -> {
            client.receive();
            client.send("HTTP/1.1 503 Busy\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n");
            calls.countDown();
        })) {
            var answer = new RecordedAnswer();
            var asking = fixture.ask(LONG, server, answer);
            calls.await();
            asking.interrupt();
            asking.join();
            assertThat(answer.hasEnded()).isFalse();
        }
    }

    private interface Until {
        void run(ScriptedServer.Peer client, CountDownLatch reached) throws Exception;
    }

    private void cancel(Until until) throws Exception {
        var reached = new CountDownLatch(1);
        try (var server = ScriptedServer.start(client -> {
            until.run(client, reached);
            new CountDownLatch(1).await();
        })) {
            var answer = new RecordedAnswer();
            var asking = fixture.ask(LONG, server, answer);
            var connection = server.connection();
            reached.await();
            asking.interrupt();
            asking.join();
            assertThat(answer.hasEnded()).as("neither completed nor failed").isFalse();
            assertThat(connection.isClosedByClient()).as("the model server saw the connection close").isTrue();
        }
    }
}
