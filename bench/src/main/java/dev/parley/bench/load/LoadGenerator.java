package dev.parley.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Many users of one hub on one thread, the caller's: opens sockets, asks, reads the answers. All methods block.
public final class LoadGenerator implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 64;
    private static final int READ_BUFFER = 256 * 1024;

    private final int port;
    private final Dialect dialect;
    private final byte[] expected;
    private final Selector selector;
    private final ByteBuffer direct = ByteBuffer.allocateDirect(READ_BUFFER);
    private final byte[] heap = new byte[2 * READ_BUFFER];
    private final List<LoadSocket> sockets = new ArrayList<>();

    /// @param expected the text of every answer
    public LoadGenerator(int port, Dialect dialect, byte[] expected) throws IOException {
        this.port = port;
        this.dialect = dialect;
        this.expected = expected;
        selector = Selector.open();
    }

    /// Opens a socket for each user of `[from, from + count)` and waits until the hub has greeted all of them.
    public void connect(int from, int count, Duration timeout) throws IOException {
        var deadline = System.nanoTime() + timeout.toNanos();
        for (int opened = 0; opened < count; ) {
            var pending = sockets.stream().filter(s -> !s.isReady()).count();
            for (; pending < CONNECTING_AT_ONCE && opened < count; pending++) {
                open(from + opened++);
            }
            await(LoadSocket::isReady, CONNECTING_AT_ONCE / 2, deadline);
        }
        await(LoadSocket::isReady, 0, deadline);
        requireNoFailure();
    }

    /// Asks once on every socket, evenly spread over `ramp`, and waits until all are answered or the time is over.
    public Answers askAll(Duration ramp, Duration timeout) throws IOException {
        var start = System.nanoTime();
        for (int asked = 0; asked < sockets.size(); ) {
            var dueCount = Math.min(
                    sockets.size(), 1 + (System.nanoTime() - start) * sockets.size() / Math.max(1, ramp.toNanos()));
            for (; asked < dueCount; asked++) {
                sockets.get(asked).ask(dialect);
            }
            selector.select(this::serve, 1);
        }
        await(LoadSocket::isAnswered, 0, start + timeout.toNanos());
        return Answers.of(sockets);
    }

    /// CPU time of the calling thread, which is the generator's only one.
    public static Duration cpuTime() {
        return ThreadCpu.of(Thread.currentThread());
    }

    /// The first reason why a socket is of no use any more, if one is.
    public @Nullable String firstFailure() {
        return sockets.stream().map(LoadSocket::failure).filter(f -> f != null).findFirst().orElse(null);
    }

    @Override
    public void close() throws IOException {
        sockets.forEach(LoadSocket::close);
        selector.close();
    }

    private void open(int user) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var socket = new LoadSocket(channel, user, expected);
        sockets.add(socket);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.register(selector, SelectionKey.OP_CONNECT, socket);
    }

    private void serve(SelectionKey key) {
        var socket = (LoadSocket) key.attachment();
        try {
            if (key.isConnectable()) {
                socket.open(key, dialect);
            } else {
                socket.read(direct, heap, dialect);
            }
        } catch (IOException e) {
            key.cancel();
            socket.fail(String.valueOf(e.getMessage()));
            socket.close();
        }
    }

    /// Serves until at most `left` sockets do not fulfil `done`, or the deadline.
    private void await(Predicate<LoadSocket> done, int left, long deadline) throws IOException {
        for (int first = 0, missing = left + 1; missing > left && System.nanoTime() - deadline < 0; ) {
            selector.select(this::serve, 20);
            while (first < sockets.size() && done.test(sockets.get(first))) {
                first++;
            }
            missing = 0;
            for (int i = first; i < sockets.size() && missing <= left; i++) {
                missing += done.test(sockets.get(i)) ? 0 : 1;
            }
        }
    }

    private void requireNoFailure() throws IOException {
        var failure = firstFailure();
        if (failure != null) {
            throw new IOException("A socket could not be opened: " + failure);
        }
        if (!sockets.stream().allMatch(LoadSocket::isReady)) {
            throw new IOException("The hub did not greet every socket in time.");
        }
    }
}
