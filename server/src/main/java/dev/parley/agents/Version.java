package dev.parley.agents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an agent said and looked like from one publishing to the next.
///
/// @param number   counts up from 1, without gaps
/// @param note     what its author wrote about it; may be empty
/// @param restores the earlier version this one brought back; null for any other
/// @param author   as the audit log names who published it
public record Version(
        long number, AgentContent content, String note, @Nullable Long restores, String author, Instant createdAt) {}
