package dev.parley;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;

/// Keeps the heap near twice of what lives in it. The serial collector rather grows its old generation, up to a quarter
/// of the machine, than collect it; a hub whose short answers outlive the young generation would hold their garbage for
/// ever. Does nothing under other collectors, which do this themselves.
final class HeapKeeper {
    private static final long LEAST_BYTES = 24L * 1024 * 1024;

    private final Optional<MemoryPoolMXBean> oldGeneration = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Tenured Gen"))
            .findFirst();
    private long collectAt = LEAST_BYTES;

    /// Called every second; mostly reads one number.
    void check() {
        oldGeneration.filter(pool -> pool.getUsage().getUsed() > collectAt).ifPresent(pool -> {
            System.gc();
            collectAt = Math.max(LEAST_BYTES, 2 * pool.getUsage().getUsed());
        });
    }
}
