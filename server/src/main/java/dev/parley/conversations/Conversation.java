package dev.parley.conversations;

import java.time.Instant;

/// The messages between one principal and one agent. It belongs to exactly that pair.
///
/// @param title   the first words of its first message until somebody renames it
/// @param lastSeq the number of its newest message
public record Conversation(ConversationId id, String title, Instant createdAt, Instant updatedAt, long lastSeq) {}
