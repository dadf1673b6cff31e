package dev.parley.platform.http.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/// A connection to one server, with TLS or without.
final class Connection {
    private final Socket transport;
    private final WireInput in;
    private final OutputStream out;

    /// @param transport the TCP socket
    /// @param channel   the socket to speak through: the same, or TLS on top of it
    Connection(Socket transport, Socket channel) throws IOException {
        this.transport = transport;
        this.in = new WireInput(channel.getInputStream());
        this.out = channel.getOutputStream();
    }

    WireInput in() {
        return in;
    }

    void send(byte[] request) throws IOException {
        out.write(request);
        out.flush();
    }

    /// Ends the connection at once, whoever is reading or writing: closing TLS properly could wait for the peer.
    void cut() {
        cut(transport);
    }

    static void cut(Socket transport) {
        try {
            transport.close();
        } catch (IOException e) {
            // It is gone, which is what was asked for.
        }
    }
}
