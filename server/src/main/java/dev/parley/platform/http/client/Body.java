package dev.parley.platform.http.client;

import java.io.IOException;
import java.io.InputStream;

/// A response body. A read returns what has arrived and blocks only when nothing has; a body that ends before its stated
/// end throws `EndedEarly`.
abstract sealed class Body extends InputStream {
    final WireInput in;

    Body(WireInput in) {
        this.in = in;
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    final int readSome(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count < 0) {
            throw new EndedEarly();
        }
        return count;
    }

    /// As long as Content-Length says.
    static final class Sized extends Body {
        private long left;

        Sized(WireInput in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = readSome(target, offset, (int) Math.min(length, left));
            left -= count;
            return count;
        }
    }

    /// Ends when the server closes the connection: whether it is whole, nobody can tell.
    static final class UntilClose extends Body {
        UntilClose(WireInput in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, length);
        }
    }

    /// Chunked transfer coding (RFC 9112, section 7.1).
    static final class Chunked extends Body {
        private static final int MAX_LINE = 1024;
        private static final int MAX_TRAILERS = 20;

        private long left;
        private boolean insideChunk;
        private boolean finished;

        Chunked(WireInput in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (!finished && left == 0) {
                nextChunk();
            }
            if (finished) {
                return -1;
            }
            int count = readSome(target, offset, (int) Math.min(length, left));
            left -= count;
            return count;
        }

        private void nextChunk() throws IOException {
            if (insideChunk && !in.line(1).isEmpty()) {
                throw new BrokenResponse("a chunk that is longer than it says");
            }
            insideChunk = true;
            left = size(in.line(MAX_LINE));
            if (left == 0) {
                int trailers = 0;
                while (!in.line(MAX_LINE).isEmpty()) {
                    if (++trailers > MAX_TRAILERS) {
                        throw new BrokenResponse("too many trailer fields");
                    }
                }
                finished = true;
            }
        }

        /// One to eight hexadecimal digits; an extension behind `;` means nothing to us.
        private static long size(String line) throws BrokenResponse {
            int extension = line.indexOf(';');
            var digits = (extension < 0 ? line : line.substring(0, extension)).stripTrailing();
            if (digits.isEmpty() || digits.length() > 8) {
                throw new BrokenResponse("a chunk without a size");
            }
            long size = 0;
            for (int i = 0; i < digits.length(); i++) {
                int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), 16) : -1;
                if (digit < 0) {
                    throw new BrokenResponse("a chunk without a size");
                }
                size = size << 4 | digit;
            }
            return size;
        }
    }
}
