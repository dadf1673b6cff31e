package dev.parley.platform.http.client;

import dev.parley.platform.http.OutboundHosts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Sends requests and streams the responses, blocking the calling virtual thread. Interrupting that thread ends the
/// connection at any moment. Redirects are not followed. Thread-safe.
///
/// Our own, because the JDK's client needs threads of its own for every chunk it reads: with a thousand streams of small
/// chunks that costs more than everything else the hub does for them.
public final class HttpCaller implements AutoCloseable {
    private final Connector connector;
    private final Duration connectTimeout;
    private final ScheduledThreadPoolExecutor scheduler;

    /// @param connectTimeout for finding the address, connecting and the TLS handshake together
    public HttpCaller(OutboundHosts hosts, SSLSocketFactory tls, Duration connectTimeout) {
        this.connector = new Connector(hosts, tls, connectTimeout);
        this.connectTimeout = connectTimeout;
        this.scheduler = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("deadlines").factory());
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /// Posts a body and returns when the head of the response has arrived.
    ///
    /// @param headers besides `Host`, `Content-Length` and `Accept-Encoding`, which are set here
    /// @param patience how long to wait for the response's head
    /// @throws TimedOut                 if connecting or the head takes too long
    /// @throws BrokenResponse           if the answer is not HTTP
    /// @throws IllegalArgumentException if `uri` or a header cannot be sent
    public Exchange post(URI uri, Map<String, String> headers, byte[] body, Duration patience) throws IOException {
        return send("POST", uri, headers, body, patience);
    }

    /// Gets what is at an address; as with `post`, but nothing is sent along.
    public Exchange get(URI uri, Map<String, String> headers, Duration patience) throws IOException {
        return send("GET", uri, headers, new byte[0], patience);
    }

    private Exchange send(String method, URI uri, Map<String, String> headers, byte[] body, Duration patience)
            throws IOException {
        var target = Target.of(uri);
        var request = request(method, target, headers, body);
        var socket = new AtomicReference<@Nullable Socket>();
        var deadline = new Deadline(scheduler, () -> cut(socket.get()));
        boolean handedOver = false;
        try {
            deadline.in(connectTimeout);
            var connection = connector.connect(target, socket::set);
            deadline.in(patience);
            connection.send(request);
            var exchange = new Exchange(connection, ResponseHead.read(connection.in()), deadline);
            handedOver = true;
            return exchange;
        } catch (IOException e) {
            throw deadline.hasExpired() ? new TimedOut("the server did not answer in time") : e;
        } finally {
            if (!handedOver) {
                deadline.close();
                cut(socket.get());
            }
        }
    }

    private static void cut(@Nullable Socket socket) {
        if (socket != null) {
            Connection.cut(socket);
        }
    }

    private static byte[] request(String method, Target target, Map<String, String> headers, byte[] body) {
        var head = new StringBuilder(512);
        head.append(method).append(' ').append(target.path()).append(" HTTP/1.1\r\nHost: ").append(target.authority())
                .append("\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        headers.forEach((name, value) -> {
            if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) {
                throw new IllegalArgumentException("The header " + name + " holds a character that cannot be sent");
            }
            head.append(name).append(": ").append(value).append("\r\n");
        });
        var request = new ByteArrayOutputStream(head.length() + 2 + body.length);
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
