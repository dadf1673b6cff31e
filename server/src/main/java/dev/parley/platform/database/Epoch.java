package dev.parley.platform.database;

import dev.parley.platform.ids.Ids;
import org.jdbi.v3.core.Handle;

/// The name of a store's history, `epo_…`. It changes when the store goes back in time: a client that remembers another
/// epoch loads everything anew, because numbers may have been given out a second time.
///
/// A copy made by [Backup] has none and gets one at its first start. In PostgreSQL a restored dump shows by the table's
/// new object id, and a recovered or promoted server by its new timeline.
public final class Epoch {
    private static final String PLACE_IN_POSTGRES = """
            SELECT (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' || 'facts'::regclass::oid
                || '/' || (SELECT timeline_id FROM pg_control_checkpoint())""";

    private Epoch() {}

    /// The store's epoch; makes one where there is none.
    public static String of(Database database) {
        return database.write(handle -> {
            var place = switch (database.dialect()) {
                case SQLITE -> "";
                case POSTGRESQL -> handle.select(PLACE_IN_POSTGRES).mapTo(String.class).one();
            };
            var known = fact(handle, "epoch");
            if (!known.isEmpty() && fact(handle, "epoch_place").equals(place)) {
                return known;
            }
            var fresh = Ids.next("epo_");
            set(handle, "epoch", fresh);
            set(handle, "epoch_place", place);
            return fresh;
        });
    }

    private static String fact(Handle handle, String name) {
        return handle.select("SELECT value FROM facts WHERE name = ?", name).mapTo(String.class).findOne().orElse("");
    }

    private static void set(Handle handle, String name, String value) {
        handle.execute("""
                INSERT INTO facts (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value""", name, value);
    }
}
