package dev.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/// An OpenAI-compatible server that streams one scripted answer to every request: one thread, no allocation while it
/// streams, each token its own event. Tokens that are late because the machine is busy go out together.
public final class ScriptedModel implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final Script script;
    private final StreamBody body;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Thread thread;
    private final PriorityQueue<ModelStream> due =
            new PriorityQueue<>(Comparator.comparingLong(ModelStream::dueAt));
    private final List<Long> firstTokenLateness = Collections.synchronizedList(new ArrayList<>());

    private ScriptedModel(Script script) throws IOException {
        this.script = script;
        body = new StreamBody(script);
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().name("scripted-model").daemon().unstarted(this::run);
    }

    public static ScriptedModel start(Script script) throws IOException {
        var model = new ScriptedModel(script);
        model.thread.start();
        return model;
    }

    public int port() {
        return listener.socket().getLocalPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    /// CPU time of the model's only thread so far.
    public Duration cpuTime() {
        return ThreadCpu.of(thread);
    }

    /// How late first tokens were written since the last call: the machine's delay, not the hub's.
    public Percentiles takeLateness() {
        synchronized (firstTokenLateness) {
            var result = Percentiles.ofNanos(firstTokenLateness.stream().mapToLong(Long::longValue).toArray());
            firstTokenLateness.clear();
            return result;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        selector.close();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve, millisToNextStep());
                advanceAll();
            }
        } catch (ClosedSelectorException e) {
            // close() ends the loop.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long millisToNextStep() {
        var next = due.peek();
        if (next == null) {
            return 0;
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.dueAt() - System.nanoTime()));
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        var stream = (ModelStream) key.attachment();
        try {
            if (key.isReadable() && stream.read(System.nanoTime())) {
                advance(stream);
            } else if (key.isValid() && key.isWritable()) {
                advance(stream);
            }
        } catch (IOException e) {
            drop(key, stream);
        }
    }

    private void accept() {
        try {
            for (var channel = listener.accept(); channel != null; channel = listener.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                var key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new ModelStream(channel, key, body, script));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void advanceAll() {
        for (var next = due.peek(); next != null && next.dueAt() - System.nanoTime() <= 0; next = due.peek()) {
            due.remove();
            try {
                advance(next);
            } catch (IOException e) {
                next.close();
            }
        }
    }

    private void advance(ModelStream stream) throws IOException {
        var now = System.nanoTime();
        if (stream.atFirstToken() && stream.dueAt() - now <= 0) {
            firstTokenLateness.add(now - stream.dueAt());
        }
        if (stream.advance(now)) {
            due.add(stream);
        }
    }

    private void drop(SelectionKey key, ModelStream stream) {
        key.cancel();
        due.remove(stream);
        stream.close();
    }
}
