package dev.parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// The client's half of RFC 6455 that a load generator needs: unfragmented text, ping, pong and close.
final class WebSocketCodec {
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MEDIUM = 126;

    private WebSocketCodec() {}

    static ByteBuffer upgrade(String path, int port) {
        var request = """
                GET %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.formatted(path, port);
        return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }

    static ByteBuffer text(String text) {
        return masked(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuffer masked(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < MEDIUM) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | MEDIUM)).putShort((short) payload.length);
        }
        var mask = ThreadLocalRandom.current().nextInt();
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask >> (24 - 8 * (i & 3))));
        }
        return frame.flip();
    }

    /// Hands every complete frame in `bytes[from, to)` to `frames`; answers where the first incomplete one begins.
    static int decode(byte[] bytes, int from, int to, Frames frames) throws IOException {
        var at = from;
        while (to - at >= 2) {
            var length = bytes[at + 1] & 0xFF;
            var header = 2;
            if (length == MEDIUM) {
                header = 4;
                if (to - at < header) {
                    break;
                }
                length = (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
            } else if (length > MEDIUM) {
                throw new IOException("a frame of 64 KiB or more, or a masked one");
            }
            if (to - at - header < length) {
                break;
            }
            var start = at + header;
            frames.frame(bytes[at] & 0xF, bytes, start, start + length);
            at = start + length;
        }
        return at;
    }

    /// Takes decoded frames; the bytes are valid only during the call.
    interface Frames {
        void frame(int opcode, byte[] bytes, int from, int to) throws IOException;
    }
}
