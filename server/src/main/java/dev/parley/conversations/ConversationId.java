package dev.parley.conversations;

/// The id of a conversation, `cnv_…`.
public record ConversationId(String value) {
    public static ConversationId next() {
        return new ConversationId(dev.parley.platform.ids.Ids.next("cnv_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
