package dev.parley.knowledge;

/// Turns text into a vector of length 1 whose direction is its meaning. Thread-safe.
interface Embedder extends AutoCloseable {
    /// The vector, or an empty array if embedding does not work on this machine.
    float[] embed(String text);

    @Override
    void close();
}
