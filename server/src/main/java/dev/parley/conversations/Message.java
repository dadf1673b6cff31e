package dev.parley.conversations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message of a conversation. Messages are append-only: a regenerated answer is a new one that `replaces` the old.
///
/// @param seq      its number in the conversation, from 1 without gaps, given when the row is made
/// @param clientId the id its sender made for it, null for answers
/// @param answers  the user's message an answer is to, null for messages of users
/// @param replaces the answer that a regenerated one stands for; null otherwise
/// @param failure  why an answer failed, such as `model_timeout`; null otherwise
/// @param usage    tokens spent on an answer; null if unknown
/// @param rating   what its reader thought of an answer; null until they say so
public record Message(
        MessageId id, ConversationId conversation, long seq, Role role, String text, State state, Instant createdAt,
        @Nullable String clientId, @Nullable MessageId answers, @Nullable MessageId replaces,
        @Nullable String failure, List<Citation> citations, @Nullable Usage usage, @Nullable Rating rating) {

    public Message {
        citations = List.copyOf(citations);
    }

    public enum Role { USER, ASSISTANT }

    public enum Rating { UP, DOWN }

    public enum State { COMPLETED, STREAMING, STOPPED, FAILED, INTERRUPTED }

    /// A passage an answer rests on.
    ///
    /// @param document the id of the document
    /// @param name     its name, for people
    /// @param quote    the words the answer rests on
    public record Citation(String document, String name, String quote) {}

    /// Tokens, as the provider counted them.
    public record Usage(long inputTokens, long outputTokens) {}
}
