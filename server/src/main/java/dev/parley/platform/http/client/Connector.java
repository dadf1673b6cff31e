package dev.parley.platform.http.client;

import dev.parley.platform.http.OutboundHosts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Opens connections, only to addresses that `OutboundHosts` has checked.
final class Connector {
    private final OutboundHosts hosts;
    private final SSLSocketFactory tls;
    private final Duration timeout;

    Connector(OutboundHosts hosts, SSLSocketFactory tls, Duration timeout) {
        this.hosts = hosts;
        this.tls = tls;
        this.timeout = timeout;
    }

    /// @param opened told of each socket before it connects, so that somebody else can cut it
    Connection connect(Target target, Consumer<Socket> opened) throws IOException {
        var addresses = resolve(target);
        for (int i = 0; ; i++) {
            var socket = new Socket();
            opened.accept(socket);
            try {
                var share = Math.max(1, timeout.toMillis() / addresses.size());
                socket.connect(new InetSocketAddress(addresses.get(i), target.port()), (int) share);
                socket.setTcpNoDelay(true);
                return new Connection(socket, target.secure() ? secure(socket, target) : socket);
            } catch (IOException e) {
                Connection.cut(socket);
                if (i == addresses.size() - 1 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private SSLSocket secure(Socket socket, Target target) throws IOException {
        var secure = (SSLSocket) tls.createSocket(socket, target.name(), target.port(), true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /// The resolver of the operating system can neither be interrupted nor given a deadline, so it gets its own thread.
    private List<InetAddress> resolve(Target target) throws IOException {
        var lookup = new FutureTask<>(() -> hosts.resolve(target.host(), target.port()));
        Thread.ofVirtual().name("lookup").start(lookup);
        try {
            return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("The host name cannot be resolved", e.getCause());
        } catch (TimeoutException e) {
            throw new TimedOut("the host name was not resolved within " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
