package dev.parley.conversations;

import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;

/// Everything about conversations for those who operate agents: what was said, how to delete it, what it came to.
public record History(Transcripts transcripts, Erasure erasure, DailyUsage usage) {
    public static History create(Database database, Audit audit) {
        return new History(new Transcripts(database), new Erasure(database, audit), new DailyUsage(database));
    }
}
