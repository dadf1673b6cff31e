package dev.parley.conversations;

/// What became of a user's message. What is `New` or `Repeated` is on disk.
public sealed interface Appended {
    /// @param startsConversation whether the conversation was made for this message
    record New(Message message, boolean startsConversation) implements Appended {}

    /// Its sender had sent it before; this is the message as it was first accepted.
    record Repeated(Message message) implements Appended {}

    /// The conversation does not exist, or belongs to somebody else; nothing was stored.
    record ConversationNotFound() implements Appended {}
}
