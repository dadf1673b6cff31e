package dev.parley.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes server-sent events; each event is one write, so that it leaves at once.
final class EventStream implements Response.EventSink {
    private static final byte[] KEEP_ALIVE = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void send(String event, String data) throws IOException {
        out.write(("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void keepAlive() throws IOException {
        out.write(KEEP_ALIVE);
        out.flush();
    }
}
