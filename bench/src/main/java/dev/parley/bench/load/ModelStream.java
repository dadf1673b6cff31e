package dev.parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// One connection of a hub to the scripted model: reads a request, then writes what is due of the answer.
final class ModelStream {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("content-length: *(\\d+)");
    private static final int REQUEST_LIMIT = 256 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final StreamBody body;
    private final Script script;
    private ByteBuffer request = ByteBuffer.allocate(4096);
    private final ByteBuffer answer;
    private long startedAt;
    private int step = -1;

    ModelStream(SocketChannel channel, SelectionKey key, StreamBody body, Script script) {
        this.channel = channel;
        this.key = key;
        this.body = body;
        this.script = script;
        this.answer = body.view();
    }

    /// Reads what has come; true when a request is complete and its answer begins now.
    boolean read(long now) throws IOException {
        if (!request.hasRemaining()) {
            grow();
        }
        if (channel.read(request) < 0) {
            throw new IOException("the hub closed the connection");
        }
        if (step >= 0 || !requestIsComplete()) {
            return false;
        }
        request.clear();
        startedAt = now;
        step = 0;
        answer.clear();
        return true;
    }

    /// When the next step is due, in nanoseconds of `System.nanoTime`.
    long dueAt() {
        if (step == 0) {
            return startedAt;
        }
        var gaps = Math.min(step, script.tokens()) - 1L;
        return startedAt + script.firstToken().toNanos() + gaps * script.gap().toNanos();
    }

    /// True when the next step is the first token.
    boolean atFirstToken() {
        return step == 1;
    }

    /// Writes every step that is due in one go; false when the answer has ended or the socket takes no more.
    boolean advance(long now) throws IOException {
        while (step < body.steps() && dueAt() - now <= 0) {
            step++;
        }
        answer.limit(body.end(step - 1));
        channel.write(answer);
        if (answer.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return false;
        }
        key.interestOps(SelectionKey.OP_READ);
        if (step == body.steps()) {
            step = -1;
            return false;
        }
        return true;
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is gone either way.
        }
    }

    private boolean requestIsComplete() {
        var text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
        var headerEnd = text.indexOf("\r\n\r\n");
        if (headerEnd < 0) {
            return false;
        }
        var length = CONTENT_LENGTH.matcher(text.substring(0, headerEnd).toLowerCase(Locale.ROOT));
        return length.find()
                ? text.length() >= headerEnd + 4 + Integer.parseInt(length.group(1))
                : text.endsWith("0\r\n\r\n");
    }

    private void grow() throws IOException {
        if (request.capacity() >= REQUEST_LIMIT) {
            throw new IOException("the hub's request is over " + REQUEST_LIMIT + " bytes");
        }
        request = ByteBuffer.allocate(request.capacity() * 2).put(request.flip());
    }
}
