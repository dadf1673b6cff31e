package dev.parley.conversations;

import dev.parley.audit.AuditEntry;
import java.util.List;

/// Proof of a deletion: what went, when and by whom, as it stands in the audit log. It does not hold what was deleted;
/// whoever knows the user can check that `subject` is the SHA-256 of the receipt's id, a colon and the user's owner
/// text, such as `user:agent:jane`.
///
/// @param id    `rcp_…`
/// @param lines the lines of the log that hold it, one for each batch, in order; at least one
public record Receipt(String id, Deleted deleted, List<AuditEntry> lines) {
    public Receipt {
        lines = List.copyOf(lines);
    }

    /// What a deletion took.
    public record Deleted(long conversations, long messages, long ratings) {
        static final Deleted NOTHING = new Deleted(0, 0, 0);

        Deleted plus(Deleted more) {
            return new Deleted(conversations + more.conversations, messages + more.messages, ratings + more.ratings);
        }
    }

    public AuditEntry last() {
        return lines.getLast();
    }
}
