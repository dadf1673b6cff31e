package dev.parley.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The HTTP server: a few platform threads for the selector, a virtual thread for every request and socket frame.
public final class HubServer implements AutoCloseable {
    /// A token of 8 KiB fits into the request line.
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int ACCEPT_QUEUE = 4096;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofMillis(500);

    private final Server server;
    private final ServerConnector connector;
    private final Sockets sockets;

    /// @param scheduler for the sockets' timers; stays the caller's
    public HubServer(HttpSettings settings, RouteTable table, MeterRegistry meters, ScheduledExecutorService scheduler) {
        this.server = new Server(threads());
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        this.sockets = new Sockets(server, scheduler);
        meters.gauge("parley.sockets.open", sockets, Sockets::count);
        server.setHandler(new GracefulHandler(compressed(new Dispatcher(table, sockets, settings, meters))));
        server.setErrorHandler(new JettyErrors());
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
    }

    private static QueuedThreadPool threads() {
        var pool = new QueuedThreadPool(16, 4);
        pool.setName("http");
        pool.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
        return pool;
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        // Jetty remembers header fields of a connection, by default without regard to case: a token would be taken for an
        // earlier one of the same letters.
        http.setHeaderCacheCaseSensitive(true);
        http.setUriCompliance(UriCompliance.RFC3986);
        return http;
    }

    private static CompressionHandler compressed(Dispatcher dispatcher) {
        var handler = new CompressionHandler(dispatcher);
        handler.putCompression(new GzipCompression());
        handler.putConfiguration("/*", CompressionConfig.builder().defaults()
                .compressIncludeMethod(HttpMethod.GET.asString())
                .compressExcludeMimeType("text/event-stream")
                .build());
        return handler;
    }

    /// Starts to listen.
    ///
    /// @throws IllegalStateException if the port cannot be had
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot listen on " + connector.getHost() + ":" + connector.getPort()
                    + ": " + e.getMessage(), e);
        }
    }

    /// The port it listens on.
    public int port() {
        return connector.getLocalPort();
    }

    /// Takes no new work, closes every socket as going away, and waits a few seconds for requests to end.
    @Override
    public void close() {
        sockets.closeAll();
        try {
            Thread.sleep(DRAIN);
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server did not stop in order", e);
        }
    }
}
