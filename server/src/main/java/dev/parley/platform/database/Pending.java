package dev.parley.platform.database;

import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One caller's work on its way through a group commit. The caller learns nothing before `acknowledge` or `refuse`.
final class Pending<T extends @Nullable Object> {
    private final Database.Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Outcome<T> outcome = new Outcome.NotRun<>();

    Pending(Database.Work<T> work) {
        this.work = work;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    /// Runs the work inside the group's transaction.
    ///
    /// @throws Exception what the work threw
    void run(Handle handle) throws Exception {
        outcome = new Outcome.Done<>(work.run(handle));
    }

    /// Remembers that the work failed by its own fault, for `acknowledge` to tell.
    void failed(RuntimeException why) {
        outcome = new Outcome.Failed<>(why);
    }

    /// The group is on disk.
    void acknowledge() {
        switch (outcome) {
            case Outcome.Done<T>(var result) -> answer.complete(result);
            case Outcome.Failed<T>(var why) -> answer.completeExceptionally(why);
            case Outcome.NotRun<T>() -> throw new IllegalStateException("acknowledged before it ran");
        }
    }

    /// The group is not on disk; whatever the work returned is void.
    void refuse(RuntimeException why) {
        answer.completeExceptionally(why);
    }

    private sealed interface Outcome<T extends @Nullable Object> {
        record NotRun<T extends @Nullable Object>() implements Outcome<T> {}

        record Done<T extends @Nullable Object>(T result) implements Outcome<T> {}

        record Failed<T extends @Nullable Object>(RuntimeException why) implements Outcome<T> {}
    }
}
