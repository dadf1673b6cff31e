package dev.parley.platform.http.client;

import java.io.IOException;

/// The server did not connect, or did not begin to answer, in time.
public final class TimedOut extends IOException {
    private static final long serialVersionUID = 1L;

    TimedOut(String message) {
        super(message);
    }
}
