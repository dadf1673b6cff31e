package dev.parley.bench.hubs;

import dev.parley.bench.load.Dialect;

/// A running hub with one agent whose model is the scripted one.
public interface Hub extends AutoCloseable {
    String name();

    int port();

    Dialect dialect();

    HubProcess process();

    @Override
    default void close() {
        process().close();
    }
}
