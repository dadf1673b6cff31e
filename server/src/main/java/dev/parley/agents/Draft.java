package dev.parley.agents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is being written of an agent while its users talk to the published version; where nothing has been written since,
/// the published content itself.
///
/// @param revision  counts the changes; whoever saves names the one they saw
/// @param basedOn   the version it was started from
/// @param published the version that users talk to now
/// @param saved     who saved it last; null where nothing has been written
public record Draft(
        AgentContent content, long revision, long basedOn, long published, @Nullable Saved saved) {

    /// @param author as the audit log names people
    public record Saved(String author, Instant at) {}

    public boolean exists() {
        return saved != null;
    }
}
