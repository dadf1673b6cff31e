package dev.parley.platform.http.client;

import java.io.IOException;
import java.io.InputStream;

/// The bytes a server sends, buffered. Not thread-safe.
final class WireInput {
    /// Ample for what a stream of words brings at once, and there may be thousands of streams.
    private static final int SIZE = 4 * 1024;

    private final InputStream in;
    private Exchange.Pause beforeReading = () -> { };
    private final byte[] buffer = new byte[SIZE];
    private int position;
    private int end;

    WireInput(InputStream in) {
        this.in = in;
    }

    void beforeReading(Exchange.Pause pause) {
        beforeReading = pause;
    }

    /// Up to `length` bytes, at least one; those at hand first.
    ///
    /// @return -1 when the server has closed the connection
    int read(byte[] target, int offset, int length) throws IOException {
        if (position == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    /// The next byte, or -1.
    int read() throws IOException {
        return position == end && !fill() ? -1 : buffer[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        beforeReading.run();
        int count = in.read(buffer, 0, SIZE);
        position = 0;
        end = Math.max(count, 0);
        return count > 0;
    }

    /// A line without its end, which is CRLF or, as RFC 9112, section 2.2, allows, LF alone.
    ///
    /// @throws BrokenResponse if it is longer than `most` bytes or holds a carriage return elsewhere
    /// @throws EndedEarly     if there is no whole line
    String line(int most) throws IOException {
        var line = new StringBuilder(64);
        for (int c = read(); c != '\n'; c = read()) {
            if (c < 0) {
                throw new EndedEarly();
            }
            if (line.length() >= most) {
                throw new BrokenResponse("a line of more than " + most + " bytes");
            }
            line.append((char) c);
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        if (line.indexOf("\r") >= 0 || line.indexOf("\0") >= 0) {
            throw new BrokenResponse("a control character in a line");
        }
        return line.toString();
    }
}
