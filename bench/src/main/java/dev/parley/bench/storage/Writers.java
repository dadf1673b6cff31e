package dev.parley.bench.storage;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// So many writers, each on a virtual thread of its own, that append one message after another.
record Writers(int count, Duration duration) {
    /// Appends acknowledged per second by all writers together.
    double perSecond(Appender appender) throws InterruptedException, ExecutionException {
        var start = System.nanoTime();
        var deadline = start + duration.toNanos();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, count).mapToObj(writer -> (Callable<Long>) () -> {
                long appended = 0;
                for (; System.nanoTime() - deadline < 0; appended++) {
                    appender.append(writer);
                }
                return appended;
            }).toList();
            long appended = 0;
            for (Future<Long> future : executor.invokeAll(tasks)) {
                appended += future.get();
            }
            return appended / ((System.nanoTime() - start) / 1e9);
        }
    }
}
