package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.models.AgentRunner;
import dev.parley.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Clients that ask for much and read nothing.
final class SlowReaderTest {
    private static final int ANSWER = 400_000;

    /// A socket that speaks just enough of the protocol (RFC 6455) to ask, and then stops to read.
    private static final class Deaf implements AutoCloseable {
        private final Socket socket = new Socket();

        Deaf(String url) throws IOException {
            var uri = URI.create(url);
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            write("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + ":" + uri.getPort()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            readUntil(socket.getInputStream(), "\r\n\r\n");
        }

        void send(String text) throws IOException {
            var payload = text.getBytes(StandardCharsets.UTF_8);
            var frame = ByteBuffer.allocate(payload.length + 8);
            frame.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) payload.length).putInt(0).put(payload);
            socket.getOutputStream().write(frame.array());
        }

        void tryToSend(String text) {
            try {
                send(text);
            } catch (IOException _) {
                // The hub has closed.
            }
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        private static void readUntil(InputStream in, String end) throws IOException {
            var read = new StringBuilder();
            while (read.indexOf(end) < 0) {
                read.append((char) in.read());
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void whoStopsReadingIsClosedWhileOthersGoOn() throws Exception {
        try (var hub = ChatHub.start()) {
            Agent agent = hub.agent("helper");
            var token = hub.signer(agent).user("jane");
            hub.runner.on("a long answer", (_, answer) -> {
                answer.text("x".repeat(ANSWER));
                answer.completed(new AgentRunner.Completion(List.of(), null));
            });
            try (var client = hub.connect(agent).hello(token); var deaf = new Deaf(hub.socketUrl(agent))) {
                var conversation = client.say("1", "a long answer").path("conversation").asText();
                var run = client.expect("started").path("run").asText();
                client.expect("completed");
                deaf.send(Json.object().put("type", "hello").put("token", token).toString());
                var resume = Json.object().put("type", "resume").put("conversation", conversation).put("afterSeq", 1)
                        .put("run", run).put("offset", 0).toString();
                while (hub.openSockets() < 2) {
                    Thread.sleep(10);
                }
                for (int i = 0; i < 50; i++) {
                    deaf.send(resume);
                }
                client.say("2", "and I?");
                assertThat(client.answer()).isEqualTo("You said: and I?");
                while (hub.openSockets() > 1) {
                    // One at a time: resumptions in a row may be merged into fewer bytes than the kernel takes.
                    deaf.tryToSend(resume);
                    Thread.sleep(100);
                }
                client.say("3", "still here");
                assertThat(client.answer()).isEqualTo("You said: still here");
            }
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        try (var hub = ChatHub.start()) {
            var agent = hub.agent("helper");
            hub.runner.on("endless", (_, answer) -> {
                while (!Thread.interrupted()) {
                    answer.text("blah ".repeat(1000));
                }
            });
            try (var client = hub.connect(agent).helloVisitor()) {
                client.say("1", "endless");
                assertThat(client.expect("failed").path("code").asText()).isEqualTo("model_truncated");
            }
        }
    }
}
