package dev.parley.platform.http.client;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The status line and header of a response (RFC 9112, sections 4 and 5), read strictly.
///
/// @param headers by name in lower case; a header sent more than once is joined with commas
record ResponseHead(int status, Map<String, String> headers) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_FIELDS = 100;
    private static final int MAX_INTERIM = 5;

    /// The head of the final response; interim ones (1xx) are passed over.
    static ResponseHead read(WireInput in) throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            var head = readOne(in);
            if (head.status >= 200) {
                return head;
            }
        }
        throw new BrokenResponse("too many interim responses");
    }

    private static ResponseHead readOne(WireInput in) throws IOException {
        var statusLine = STATUS_LINE.matcher(in.line(MAX_LINE));
        if (!statusLine.matches()) {
            throw new BrokenResponse("the answer is not HTTP/1.1");
        }
        var headers = new HashMap<String, String>();
        int fields = 0;
        for (var line = in.line(MAX_LINE); !line.isEmpty(); line = in.line(MAX_LINE)) {
            var field = FIELD.matcher(line);
            if (!field.matches() || ++fields > MAX_FIELDS) {
                throw new BrokenResponse("a header field that cannot be read");
            }
            headers.merge(field.group(1).toLowerCase(Locale.ROOT), field.group(2), (a, b) -> a + ", " + b);
        }
        return new ResponseHead(Integer.parseInt(statusLine.group(1)), headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The body that follows (RFC 9112, section 6.3).
    Body body(WireInput in) throws BrokenResponse {
        var coding = header("transfer-encoding");
        var length = header("content-length");
        if (status == 204 || status == 304) {
            return new Body.Sized(in, 0);
        }
        if (coding.isPresent()) {
            if (length.isPresent() || !coding.get().equalsIgnoreCase("chunked")) {
                throw new BrokenResponse("a body whose length is ambiguous");
            }
            return new Body.Chunked(in);
        }
        return length.isPresent() ? new Body.Sized(in, parseLength(length.get())) : new Body.UntilClose(in);
    }

    private static long parseLength(String text) throws BrokenResponse {
        if (!text.matches("[0-9]{1,12}")) {
            throw new BrokenResponse("a Content-Length that is not a number");
        }
        return Long.parseLong(text);
    }
}
