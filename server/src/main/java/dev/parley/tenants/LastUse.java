package dev.parley.tenants;

import dev.parley.platform.database.Database;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When each secret last verified a token, to the minute: one use in a minute is written, on a thread of its own.
final class LastUse {
    private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);
    private static final long STEP_MILLIS = 60_000;

    private final Database database;
    private final ConcurrentMap<String, Long> noted = new ConcurrentHashMap<>();

    LastUse(Database database) {
        this.database = database;
    }

    void note(String secretId, Instant now) {
        long millis = now.toEpochMilli();
        var before = noted.get(secretId);
        if (before != null && Math.abs(millis - before) < STEP_MILLIS) {
            return;
        }
        var first = before == null
                ? noted.putIfAbsent(secretId, millis) == null
                : noted.replace(secretId, before, millis);
        if (first) {
            Thread.ofVirtual().name("last-use").start(() -> store(secretId, now));
        }
    }

    /// The later of what is stored and what is still on its way there.
    @Nullable Instant latest(String secretId, @Nullable Instant stored) {
        var millis = noted.get(secretId);
        if (millis == null || (stored != null && stored.toEpochMilli() >= millis)) {
            return stored;
        }
        return Instant.ofEpochMilli(millis);
    }

    private void store(String secretId, Instant now) {
        try {
            database.write(handle -> handle.createUpdate("""
                            UPDATE signing_secrets SET last_used_at = :now
                            WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :now)""")
                    .bind("now", now.toEpochMilli()).bind("id", secretId).execute());
        } catch (RuntimeException e) {
            LOG.warn("The last use of {} could not be stored: {}", secretId, e.getMessage());
        }
    }
}
