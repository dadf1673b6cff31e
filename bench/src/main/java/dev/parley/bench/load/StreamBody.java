package dev.parley.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One streamed answer encoded once for all requests: the bytes of an HTTP/1.1 response, cut where each token ends.
final class StreamBody {
    private static final String HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Cache-Control: no-store\r
            Transfer-Encoding: chunked\r
            \r
            """;
    private static final String CHUNK = """
            {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1790000000,"model":"scripted",\
            "choices":[{"index":0,"delta":{%s},"finish_reason":%s}]}""";
    private static final String USAGE = """
            {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1790000000,"model":"scripted",\
            "choices":[],"usage":{"prompt_tokens":20,"completion_tokens":%d,"total_tokens":%d}}""";

    private final ByteBuffer bytes;
    private final int[] ends;

    StreamBody(Script script) {
        var out = new ByteArrayOutputStream();
        ends = new int[script.tokens() + 2];
        append(out, HEAD);
        append(out, event(CHUNK.formatted("\"role\":\"assistant\",\"content\":\"\"", "null")));
        ends[0] = out.size();
        for (int i = 0; i < script.tokens(); i++) {
            append(out, event(CHUNK.formatted("\"content\":\"" + script.token(i) + "\"", "null")));
            ends[i + 1] = out.size();
        }
        append(out, event(CHUNK.formatted("", "\"stop\"")));
        append(out, event(USAGE.formatted(script.tokens(), script.tokens() + 20)));
        append(out, event("[DONE]"));
        append(out, "0\r\n\r\n");
        ends[script.tokens() + 1] = out.size();
        bytes = ByteBuffer.allocateDirect(out.size()).put(out.toByteArray()).flip();
    }

    /// A view of all bytes, for one stream to move its own position through.
    ByteBuffer view() {
        return bytes.duplicate();
    }

    /// Steps of the stream: 0 is the head, then one for each token, then the end.
    int steps() {
        return ends.length;
    }

    /// Where the bytes of `step` end.
    int end(int step) {
        return ends[step];
    }

    /// One server-sent event as one HTTP chunk.
    private static String event(String data) {
        var event = "data: " + data + "\n\n";
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    private static void append(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
