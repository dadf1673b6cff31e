package dev.parley.platform.http.client;

import java.io.IOException;

/// What the server sent is not an HTTP/1.1 response, or one beyond our limits.
public final class BrokenResponse extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenResponse(String message) {
        super(message);
    }
}
