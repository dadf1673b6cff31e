package dev.parley.chat.frames;

import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Message;
import dev.parley.conversations.MessageId;
import dev.parley.identity.Principal;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the hub sends.
public sealed interface HubFrame {
    /// The first answer on a connection.
    ///
    /// @param conversation the caller's latest; a `send` does not continue it by itself
    /// @param visitor      for the visitor's next visit; null for anybody else
    /// @param adopted      whether the visitor whose token came along is this caller: that token counts no more
    /// @param expiresAt    when the credential ends; null if it does not
    /// @param epoch        another one after a restore: what clients remember no longer counts
    record Ready(
            Principal principal, AgentCard agent, @Nullable ConversationId conversation, @Nullable String visitor,
            boolean adopted, @Nullable Instant expiresAt, String epoch, Instant serverTime) implements HubFrame {}

    record Identified(@Nullable Instant expiresAt) implements HubFrame {}

    /// The message is on disk.
    record Accepted(String id, MessageId message, long seq, ConversationId conversation) implements HubFrame {}

    record Started(RunId run, MessageId message, long seq, ConversationId conversation, @Nullable MessageId replaces)
            implements HubFrame {}

    /// @param offset the length of the text before this piece, in UTF-16 units
    record Delta(RunId run, int offset, String text) implements HubFrame {}

    /// @param state `running`, `done` or `failed`
    record Tool(RunId run, String name, String state) implements HubFrame {}

    record Completed(
            RunId run, MessageId message, long seq, Message.@Nullable Usage usage, List<Message.Citation> citations)
            implements HubFrame {
        public Completed {
            citations = List.copyOf(citations);
        }
    }

    /// @param code   one of the codes a run fails with, such as `model_timeout`
    /// @param detail a sentence the end user can bear
    record Failed(RunId run, String code, String detail) implements HubFrame {}

    record Stopped(RunId run) implements HubFrame {}

    /// A message that is stored, in full.
    record Posted(Message message) implements HubFrame {}

    /// Something about a conversation is new: its title, a rating of one of its messages, or that it is gone.
    sealed interface Changed extends HubFrame {
        ConversationId conversation();
    }

    record Renamed(ConversationId conversation, String title) implements Changed {}

    record Deleted(ConversationId conversation) implements Changed {}

    /// @param rating null if an earlier one was taken back
    record Rated(ConversationId conversation, MessageId message, Message.@Nullable Rating rating) implements Changed {}

    /// @param complete false when something of what was missed could not be repeated: reload by REST
    record Resumed(ConversationId conversation, long seq, boolean complete) implements HubFrame {}

    record TokenExpiring(Instant at) implements HubFrame {}

    record Reauthenticate(ErrorCode code) implements HubFrame {}

    /// @param id        the `send` that is refused; null when it is about the connection
    /// @param requestId finds the connection in the log
    record Refusal(@Nullable String id, Refused reason, String requestId) implements HubFrame {}

    record Pong(Instant serverTime) implements HubFrame {}
}
