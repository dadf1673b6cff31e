package dev.parley.platform.database;

import org.jdbi.v3.core.Handle;

/// The smallest durable write: it succeeds exactly when a message could be stored.
final class HealthProbe {
    private HealthProbe() {}

    static int write(Handle handle) {
        return handle.execute("""
                INSERT INTO facts (name, value) VALUES ('health', '1')
                ON CONFLICT (name) DO UPDATE SET value = CASE facts.value WHEN '1' THEN '0' ELSE '1' END""");
    }
}
