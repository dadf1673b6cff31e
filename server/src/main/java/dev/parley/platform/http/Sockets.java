package dev.parley.platform.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// Every open socket of this node: upgrades them, looks after them, and says good-bye at the end.
final class Sockets {
    /// Jetty hands over longer frames in pieces of this size, in bytes.
    private static final int PIECE = 64 * 1024;
    private static final Duration LOOK_AFTER_EVERY = Duration.ofSeconds(15);

    private final ServerWebSocketContainer container;
    private final ScheduledExecutorService scheduler;
    private final Set<JettySocket> open = ConcurrentHashMap.newKeySet();

    Sockets(Server server, ScheduledExecutorService scheduler) {
        this.container = ServerWebSocketContainer.ensure(server);
        this.scheduler = scheduler;
        container.setMaxFrameSize(PIECE);
        // Silence is judged by our own pings: Jetty's timer would also count what we send.
        container.setIdleTimeout(Duration.ZERO);
        var period = LOOK_AFTER_EVERY.toMillis();
        var _ = scheduler.scheduleWithFixedDelay(this::lookAfter, period, period, TimeUnit.MILLISECONDS);
    }

    static boolean isUpgrade(Request request) {
        return request.header("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    /// Upgrades the connection, or answers with the refusal of the endpoint.
    boolean upgrade(SocketRoute route, IncomingRequest request, org.eclipse.jetty.server.Request jetty,
            Response response, Callback callback) throws IOException {
        var socket = new JettySocket(scheduler, this);
        try {
            socket.listener(route.endpoint().open(request, socket));
        } catch (Refused refused) {
            Dispatcher.write(Dispatcher.failure(refused, request), request, response);
            callback.succeeded();
            return true;
        }
        var upgraded = container.upgrade((_, upgrade, _) -> {
            // No permessage-deflate: its windows would cost more memory than everything else of a quiet socket.
            upgrade.setExtensions(List.of());
            return socket;
        }, jetty, response, callback);
        if (!upgraded) {
            socket.onWebSocketClose(StatusCode.ABNORMAL, "", org.eclipse.jetty.websocket.api.Callback.NOOP);
            var refused = Refused.because(ErrorCode.INVALID_REQUEST, "This is not a valid WebSocket handshake.");
            Dispatcher.write(Dispatcher.failure(refused, request), request, response);
            callback.succeeded();
        }
        return true;
    }

    int count() {
        return open.size();
    }

    void opened(JettySocket socket) {
        open.add(socket);
    }

    void closed(JettySocket socket) {
        open.remove(socket);
    }

    private void lookAfter() {
        var now = System.nanoTime();
        open.forEach(socket -> socket.checkAlive(now));
    }

    /// Closes every socket as going away (RFC 6455, section 7.4.1).
    void closeAll() {
        open.forEach(socket -> socket.close(StatusCode.SHUTDOWN, "The hub is restarting.", Duration.ofSeconds(2)));
    }
}
