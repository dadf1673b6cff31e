package dev.parley.chat;

import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.runs.RunListener;
import dev.parley.conversations.ConversationId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The frames of one answer on their way to the request that waits for it.
final class FrameQueue implements RunListener {
    /// With this many frames waiting, deltas are held back and merged.
    private static final int FULL = 16;

    private final LinkedBlockingQueue<HubFrame> frames = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Runnable> whenEmpty = new AtomicReference<>();

    @Override
    public boolean follows(ConversationId conversation) {
        return false;
    }

    @Override
    public void hear(HubFrame frame) {
        frames.add(frame);
    }

    @Override
    public boolean ready() {
        return frames.size() < FULL;
    }

    @Override
    public void whenReady(Runnable task) {
        whenEmpty.set(task);
        if (frames.isEmpty()) {
            runWhenEmpty();
        }
    }

    /// The next frame, or empty if none came in time.
    Optional<HubFrame> next(Duration patience) throws InterruptedException {
        if (frames.isEmpty()) {
            runWhenEmpty();
        }
        return Optional.ofNullable(frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void runWhenEmpty() {
        var task = whenEmpty.getAndSet(null);
        if (task != null) {
            task.run();
        }
    }

    /// Whether nothing comes after this frame.
    static boolean isLast(HubFrame frame) {
        return switch (frame) {
            case HubFrame.Completed _, HubFrame.Failed _, HubFrame.Stopped _, HubFrame.Refusal _ -> true;
            default -> false;
        };
    }
}
