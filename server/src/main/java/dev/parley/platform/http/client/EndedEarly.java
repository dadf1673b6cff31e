package dev.parley.platform.http.client;

import java.io.IOException;

/// The server closed the connection before the end of its response.
public final class EndedEarly extends IOException {
    private static final long serialVersionUID = 1L;

    EndedEarly() {
        super("the connection was closed before the end of the response");
    }
}
