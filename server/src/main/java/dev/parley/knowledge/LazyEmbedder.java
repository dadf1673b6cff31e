package dev.parley.knowledge;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the embedding model when it is first needed, never before. Where it cannot be loaded (an unusual processor or C
/// library), says so in the log once and embeds nothing: search then goes by words alone.
final class LazyEmbedder implements Embedder {
    private static final Logger LOG = LoggerFactory.getLogger(LazyEmbedder.class);
    private static final float[] NONE = {};
    /// A call occupies a core for some milliseconds; more of them at once would starve everyone else.
    private static final int CALLS_AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final ReentrantLock loading = new ReentrantLock();
    private final Semaphore cores = new Semaphore(CALLS_AT_ONCE);
    private volatile @Nullable MiniLm model;
    private volatile boolean unusable;

    @Override
    public float[] embed(String text) {
        load();
        cores.acquireUninterruptibly();
        try {
            var loaded = model;
            return loaded == null ? NONE : loaded.embed(text);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Could not embed a text; it is found by its words only", e);
            return NONE;
        } finally {
            cores.release();
        }
    }

    private void load() {
        if (model != null || unusable) {
            return;
        }
        loading.lock();
        try {
            if (model == null && !unusable) {
                model = new MiniLm();
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            unusable = true;
            LOG.warn("The embedding model cannot be used on this machine; search goes by words alone", e);
        } finally {
            loading.unlock();
        }
    }

    @Override
    public void close() {
        loading.lock();
        cores.acquireUninterruptibly(CALLS_AT_ONCE);
        try {
            var loaded = model;
            unusable = true;
            model = null;
            if (loaded != null) {
                loaded.close();
            }
        } catch (IOException e) {
            LOG.warn("The embedding model did not close", e);
        } finally {
            cores.release(CALLS_AT_ONCE);
            loading.unlock();
        }
    }
}
