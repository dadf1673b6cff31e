package dev.parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One user's socket: its upgrade, its question, and how its answer came.
final class LoadSocket implements WebSocketCodec.Frames {
    private static final byte[] NONE = {};
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SWITCHING = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT = "\"text\":\"".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final int user;
    private final byte[] expected;
    private byte[] rest = NONE;
    private boolean upgraded;
    private boolean ready;
    private int matched;
    private long now;
    private long askedAt;
    private long firstTokenAt;
    private long completedAt;
    private @Nullable String failure;

    LoadSocket(SocketChannel channel, int user, byte[] expected) {
        this.channel = channel;
        this.user = user;
        this.expected = expected;
    }

    void open(SelectionKey key, Dialect dialect) throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        write(WebSocketCodec.upgrade(dialect.path(user), channel.socket().getPort()));
    }

    void ask(Dialect dialect) {
        try {
            askedAt = System.nanoTime();
            write(WebSocketCodec.text(dialect.question(user)));
        } catch (IOException e) {
            fail("not asked: " + e.getMessage());
        }
    }

    /// Reads what has come, through buffers shared by all sockets.
    void read(ByteBuffer direct, byte[] heap, Dialect dialect) throws IOException {
        direct.clear();
        var count = channel.read(direct);
        if (count < 0) {
            throw new IOException("the hub closed the connection");
        }
        now = System.nanoTime();
        System.arraycopy(rest, 0, heap, 0, rest.length);
        direct.flip().get(heap, rest.length, count);
        var to = rest.length + count;
        var from = upgraded ? 0 : switchProtocols(heap, to, dialect);
        from = upgraded ? WebSocketCodec.decode(heap, from, to, this) : from;
        rest = from == to ? NONE : Arrays.copyOfRange(heap, from, to);
    }

    @Override
    public void frame(int opcode, byte[] bytes, int from, int to) throws IOException {
        switch (opcode) {
            case WebSocketCodec.TEXT -> message(bytes, from, to);
            case WebSocketCodec.PING ->
                write(WebSocketCodec.masked(WebSocketCodec.PONG, Arrays.copyOfRange(bytes, from, to)));
            case WebSocketCodec.PONG -> { }
            default -> throw new IOException("closed by the hub: " + Arrays.toString(
                    Arrays.copyOfRange(bytes, from, Math.min(to, from + 2))));
        }
    }

    private void message(byte[] bytes, int from, int to) {
        switch (FrameKind.of(bytes, from, to)) {
            case READY -> ready = true;
            case DELTA -> delta(bytes, from, to);
            case COMPLETED -> complete();
            case FAILED, REFUSED -> fail(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            case ACCEPTED, STARTED, OTHER -> { }
        }
    }

    private void delta(byte[] bytes, int from, int to) {
        if (firstTokenAt == 0) {
            firstTokenAt = now;
        }
        var at = Scan.after(TEXT, bytes, from, to);
        while (at >= 0 && at < to && bytes[at] != '"') {
            if (matched == expected.length || bytes[at++] != expected[matched++]) {
                fail("the text differs from the model's after " + matched + " characters");
                return;
            }
        }
    }

    private void complete() {
        if (matched != expected.length) {
            fail("completed after " + matched + " of " + expected.length + " characters");
        }
        completedAt = now;
    }

    private int switchProtocols(byte[] bytes, int to, Dialect dialect) throws IOException {
        var end = Scan.after(END_OF_HEADERS, bytes, 0, to);
        if (end < 0) {
            return 0;
        }
        if (!Scan.startsWith(SWITCHING, bytes, 0, to)) {
            throw new IOException("not upgraded: " + new String(bytes, 0, to, StandardCharsets.UTF_8));
        }
        upgraded = true;
        for (var frame : dialect.opening(user)) {
            write(WebSocketCodec.text(frame));
        }
        return end;
    }

    /// Frames of a question are far smaller than any socket buffer, so a short write is an error, not a case.
    private void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the hub does not read");
        }
    }

    void fail(String reason) {
        failure = failure == null ? reason : failure;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is gone either way.
        }
    }

    boolean isReady() {
        return ready || failure != null;
    }

    boolean isAnswered() {
        return completedAt != 0 || failure != null;
    }

    @Nullable String failure() {
        return failure;
    }

    long firstTokenNanos() {
        return firstTokenAt - askedAt;
    }

    long answerNanos() {
        return completedAt - askedAt;
    }
}
