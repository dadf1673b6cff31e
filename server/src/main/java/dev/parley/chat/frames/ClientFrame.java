package dev.parley.chat.frames;

import dev.parley.conversations.Message;
import dev.parley.models.PageContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client sends, well-formed but not yet judged.
public sealed interface ClientFrame extends Decoded {
    /// Always the first frame of a connection.
    ///
    /// @param token   an identity token or a member session token
    /// @param visitor the visitor token of an earlier visit
    /// @param ticket  what the frame page was given, which says whether that page was framed
    record Hello(
            @Nullable String token, @Nullable String visitor, @Nullable String ticket, List<String> capabilities)
            implements ClientFrame {
        public Hello {
            capabilities = List.copyOf(capabilities);
        }
    }

    /// A new token of the same principal.
    record Identify(String token) implements ClientFrame {}

    /// @param id           made by the client; a retry with the same one is harmless
    /// @param conversation null continues this connection's current conversation, or starts one
    record Send(String id, String text, @Nullable String conversation) implements ClientFrame {}

    record Stop(String run) implements ClientFrame {}

    /// Asks for another answer in the place of `message`.
    record Regenerate(String message) implements ClientFrame {}

    /// Asks for what was missed.
    ///
    /// @param afterSeq the number of the last message the client has in full
    /// @param run      the answer the client has a part of
    /// @param offset   how much of it the client has, in UTF-16 units
    record Resume(String conversation, long afterSeq, @Nullable String run, int offset) implements ClientFrame {}

    /// @param rating what somebody thinks of an answer; null takes an earlier rating back
    record Feedback(String message, Message.@Nullable Rating rating, @Nullable String comment) implements ClientFrame {}

    /// What the page around the chat says of itself, in the place of what it said before.
    record Context(PageContext page) implements ClientFrame {}

    record Ping() implements ClientFrame {}
}
