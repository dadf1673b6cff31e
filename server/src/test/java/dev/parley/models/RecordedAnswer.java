package dev.parley.models;

import dev.parley.models.AgentRunner.Answer;
import dev.parley.models.AgentRunner.Completion;
import dev.parley.models.AgentRunner.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a runner says, kept for a test to look at.
public final class RecordedAnswer implements Answer {
    private final List<String> pieces = new ArrayList<>();
    private final CountDownLatch firstWords = new CountDownLatch(1);
    private @Nullable Completion completion;
    private @Nullable Failure failure;

    @Override
    public synchronized void text(String delta) {
        requireRunning();
        pieces.add(delta);
        firstWords.countDown();
    }

    @Override
    public void tool(String name, String state) {
        requireRunning();
    }

    @Override
    public synchronized void completed(Completion completion) {
        requireRunning();
        this.completion = completion;
    }

    @Override
    public synchronized void failed(Failure failure) {
        requireRunning();
        this.failure = failure;
    }

    private synchronized void requireRunning() {
        if (completion != null || failure != null) {
            throw new AssertionError("said something after the end");
        }
    }

    public synchronized List<String> pieces() {
        return List.copyOf(pieces);
    }

    public synchronized String text() {
        return String.join("", pieces);
    }

    public synchronized boolean hasEnded() {
        return completion != null || failure != null;
    }

    public synchronized Completion completion() {
        if (completion == null) {
            throw new AssertionError("not completed: " + failure);
        }
        return completion;
    }

    public synchronized Failure failure() {
        if (failure == null) {
            throw new AssertionError("not failed: " + completion);
        }
        return failure;
    }

    public void awaitFirstWords() throws InterruptedException {
        if (!firstWords.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no words came");
        }
    }
}
