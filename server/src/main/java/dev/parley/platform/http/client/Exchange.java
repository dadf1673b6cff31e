package dev.parley.platform.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// One request and its response. Closing it ends the connection at once, from any thread, even while another one reads;
/// so does interrupting the virtual thread that reads.
public final class Exchange implements AutoCloseable {
    private final Connection connection;
    private final ResponseHead head;
    private final Body body;
    private final Deadline deadline;

    Exchange(Connection connection, ResponseHead head, Deadline deadline) throws BrokenResponse {
        this.connection = connection;
        this.head = head;
        this.body = head.body(connection.in());
        this.deadline = deadline;
    }

    public int status() {
        return head.status();
    }

    public Optional<String> header(String name) {
        return head.header(name);
    }

    public InputStream body() {
        return body;
    }

    /// Runs `pause` whenever everything that had arrived was read and more is about to be read. To rest there lets more
    /// arrive, which then costs one read.
    public void beforeReading(Pause pause) {
        connection.in().beforeReading(pause);
    }

    /// When it expires, the connection is cut and a read in progress fails.
    public Deadline deadline() {
        return deadline;
    }

    /// At most `most` bytes of the body, for a message about what went wrong.
    public byte[] bodyStart(int most) {
        try {
            return body.readNBytes(most);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        deadline.close();
        connection.cut();
    }

    /// What happens between two reads.
    @FunctionalInterface
    public interface Pause {
        void run() throws IOException;
    }
}
