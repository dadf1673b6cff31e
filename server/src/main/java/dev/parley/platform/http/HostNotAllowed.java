package dev.parley.platform.http;

import java.io.IOException;

/// The hub does not connect there: the address is private and the operator has not listed it.
public final class HostNotAllowed extends IOException {
    private static final long serialVersionUID = 1L;

    HostNotAllowed(String host, int port) {
        super(host + ":" + port + " is a private address; the operator of this hub can allow it by adding " + host + ":"
                + port + " to PARLEY_PRIVATE_HOSTS");
    }
}
