package dev.parley.platform.http.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A real server on a loopback port whose every byte a test decides. Each connection runs the script once.
public final class ScriptedServer implements AutoCloseable {
    /// What happens on one connection.
    @FunctionalInterface
    public interface Script {
        void run(Peer client) throws Exception;
    }

    private final ServerSocket listener;
    private final BlockingQueue<Peer> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    public static ScriptedServer start(Script script) {
        try {
            return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedServer start(ServerSocket listener, Script script) {
        var server = new ScriptedServer(listener);
        Thread.ofVirtual().start(() -> server.accept(script));
        return server;
    }

    private void accept(Script script) {
        while (!listener.isClosed()) {
            try {
                var client = new Peer(listener.accept());
                connections.add(client);
                Thread.ofVirtual().start(() -> client.follow(script));
            } catch (IOException e) {
                return;
            }
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// `127.0.0.1:port`, as an operator lists it.
    public String address() {
        return "127.0.0.1:" + port();
    }

    /// The next connection somebody has opened, waited for.
    public Peer connection() throws InterruptedException {
        var next = connections.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody connected");
        }
        return next;
    }

    public int connectionsLeft() {
        return connections.size();
    }

    /// The next request somebody has sent: head and body.
    public String request() throws InterruptedException {
        var next = requests.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody sent a request");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /// The server's side of one connection.
    public final class Peer {
        private final Socket socket;
        private final InputStream in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        private void follow(Script script) {
            try (socket) {
                script.run(this);
            } catch (Exception e) {
                // The client is gone, or the test is over.
            }
        }

        /// Reads one request; afterwards `request()` returns it too.
        public String receive() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("closed");
                }
                head.append((char) c);
            }
            var length = head.toString().toLowerCase(Locale.ROOT).split("content-length: ", -1)[1].split("\r", -1)[0];
            var body = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
            requests.add(head + body);
            return head + body;
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /// Sends bytes as one chunk of a chunked body.
        public void chunk(byte[] bytes) throws IOException {
            send((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            send(bytes);
            send("\r\n");
        }

        public void chunk(String text) throws IOException {
            chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        /// Cuts the connection with a reset.
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /// Waits until the client has closed the connection.
        ///
        /// @return false if it has not within 20 s
        public boolean isClosedByClient() throws IOException {
            socket.setSoTimeout(20_000);
            try {
                while (in.read() >= 0) {
                    // Whatever it still says does not matter.
                }
                return true;
            } catch (java.net.SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }
}
