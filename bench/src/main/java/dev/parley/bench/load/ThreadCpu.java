package dev.parley.bench.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// CPU time of one of our own platform threads.
final class ThreadCpu {
    private ThreadCpu() {}

    static Duration of(Thread thread) {
        return Duration.ofNanos(Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId())));
    }
}
