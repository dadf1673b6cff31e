package dev.parley.models.openai;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads the data of server-sent events (WHATWG HTML, section 9.2.6) as bytes, so that a character split between two
/// reads does no harm. Comments and other fields are passed over.
final class ServerSentEvents {
    private static final int MAX_EVENT = 1024 * 1024;

    /// The stream is longer than any answer could be.
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the answer is longer than the hub accepts");
        }
    }

    private final InputStream in;
    private final long most;
    private final byte[] buffer = new byte[2 * 1024];
    private int position;
    private int end;
    private long total;
    private byte[] line = new byte[512];
    private int lineLength;
    private byte[] data = new byte[512];
    private int dataLength;
    private boolean hasData;
    private boolean afterReturn;

    /// @param most the number of bytes after which the stream is given up
    ServerSentEvents(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /// Reads on to the next event that has data.
    ///
    /// @return false at the end of the stream; an event that was not ended by a blank line counts too, since there are
    ///         servers that forget it
    boolean next() throws IOException {
        dataLength = 0;
        hasData = false;
        while (readLine()) {
            if (lineLength == 0 && hasData) {
                return true;
            }
            takeLine();
        }
        takeLine();
        return hasData;
    }

    /// The data of the event, valid until the next call of `next`.
    byte[] data() {
        return data;
    }

    int length() {
        return dataLength;
    }

    private void takeLine() throws TooLong {
        if (isData()) {
            int start = lineLength > 5 && line[5] == ' ' ? 6 : 5;
            int count = Math.max(0, lineLength - start);
            data = room(data, dataLength + count + 1);
            if (hasData) {
                data[dataLength++] = '\n';
            }
            System.arraycopy(line, start, data, dataLength, count);
            dataLength += count;
            hasData = true;
        }
        lineLength = 0;
    }

    /// Whether the line is the field `data`; a byte order mark before the first one is no part of it.
    private boolean isData() {
        if (lineLength >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf) {
            lineLength -= 3;
            System.arraycopy(line, 3, line, 0, lineLength);
        }
        return lineLength >= 4 && line[0] == 'd' && line[1] == 'a' && line[2] == 't' && line[3] == 'a'
                && (lineLength == 4 || line[4] == ':');
    }

    /// Reads up to the next line end: CRLF, LF or CR.
    ///
    /// @return false if the stream ended first; what there was of the line is in `line`
    private boolean readLine() throws IOException {
        lineLength = 0;
        while (true) {
            if (position == end && !fill()) {
                return false;
            }
            if (afterReturn && buffer[position] == '\n') {
                position++;
                afterReturn = false;
                continue;
            }
            afterReturn = false;
            int stop = position;
            while (stop < end && buffer[stop] != '\n' && buffer[stop] != '\r') {
                stop++;
            }
            append(stop - position);
            position = stop;
            if (stop < end) {
                afterReturn = buffer[position++] == '\r';
                return true;
            }
        }
    }

    private void append(int count) throws TooLong {
        line = room(line, lineLength + count);
        System.arraycopy(buffer, position, line, lineLength, count);
        lineLength += count;
    }

    private static byte[] room(byte[] array, int length) throws TooLong {
        if (length > MAX_EVENT) {
            throw new TooLong();
        }
        return length <= array.length ? array : Arrays.copyOf(array, Math.max(length, 2 * array.length));
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        position = 0;
        end = Math.max(count, 0);
        total += end;
        if (total > most) {
            throw new TooLong();
        }
        return count > 0;
    }
}
