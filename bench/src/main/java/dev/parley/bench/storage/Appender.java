package dev.parley.bench.storage;

/// A way to store messages, each durable when the call returns.
interface Appender extends AutoCloseable {
    /// Stores one message of the conversation that belongs to `writer` alone.
    void append(int writer) throws Exception;

    @Override
    void close() throws Exception;
}
