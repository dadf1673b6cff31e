package dev.parley.platform.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A WebSocket endpoint (RFC 6455) at a path template.
public record SocketRoute(String path, Endpoint endpoint) {
    /// Decides about an upgrade and receives the frames of one socket, one at a time.
    @FunctionalInterface
    public interface Endpoint {
        /// @throws Refused before the upgrade: the client gets the HTTP status and the error as JSON
        Listener open(Request upgrade, Socket socket);
    }

    /// What happens on one socket. Calls come one after the other, on a virtual thread; they may block.
    public interface Listener {
        void onText(String text);

        /// A frame came that is longer than the hub reads at all. What follows it is not read: close the socket.
        void onTooLong();

        /// The socket is gone, whoever closed it; called exactly once.
        void onClosed(int closeCode);
    }

    /// The sending side of one socket. Every method may be called from any thread and none blocks.
    public interface Socket {
        /// Queues a text frame. Frames arrive in the order of these calls; after a close they are dropped.
        void send(String text);

        /// Bytes queued and not yet handed to the kernel.
        long queuedBytes();

        /// Calls `task` once when the queue has drained to nothing; at once if it is empty.
        void whenDrained(Runnable task);

        /// Sends what is queued, then a close frame; cuts the connection if the peer has not answered in `grace`.
        void close(int closeCode, @Nullable String reason, Duration grace);

        boolean isOpen();
    }
}
