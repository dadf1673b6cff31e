package dev.parley.testing;

import dev.parley.platform.http.client.ScriptedServer;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// An OpenAI-compatible model that repeats what it is asked, or says word by word what a test wants to hear.
public final class SpokenModel implements AutoCloseable {
    private static final String HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Transfer-Encoding: chunked\r
            Connection: close\r
            \r
            """;

    private final Map<String, Speech> speeches = new ConcurrentHashMap<>();
    private final ScriptedServer server = ScriptedServer.start(this::answer);

    /// The answer to every message with this text, spoken by the test while it is asked.
    public Speech on(String question) {
        return speeches.computeIfAbsent(question, _ -> new Speech());
    }

    /// `127.0.0.1:port`, to be listed in `PARLEY_PRIVATE_HOSTS`.
    public String address() {
        return server.address();
    }

    public String baseUrl() {
        return "http://" + address() + "/v1";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void answer(ScriptedServer.Peer hub) throws IOException, MalformedJson, InterruptedException {
        var request = hub.receive();
        var messages = StrictJson.object(request.substring(request.indexOf("\r\n\r\n") + 4)).path("messages");
        var question = messages.path(messages.size() - 1).path("content").asText();
        hub.send(HEAD);
        var speech = speeches.get(question);
        if (speech == null) {
            hub.chunk(words("You said: " + question));
        } else {
            for (var word = speech.words.take(); !word.isEmpty(); word = speech.words.take()) {
                hub.chunk(words(word));
            }
        }
        hub.chunk(event("{}", "\"stop\"") + "data: [DONE]\n\n");
        hub.send("0\r\n\r\n");
    }

    private static String words(String text) {
        return event(Json.text(Json.object().put("content", text)), "null");
    }

    private static String event(String delta, String finish) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n".formatted(delta, finish);
    }

    /// One answer on its way.
    public static final class Speech {
        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        public Speech say(String text) {
            words.add(text);
            return this;
        }

        public void end() {
            words.add("");
        }
    }
}
