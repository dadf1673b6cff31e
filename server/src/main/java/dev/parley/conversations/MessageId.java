package dev.parley.conversations;

/// The id of a message, `msg_…`.
public record MessageId(String value) {
    public static MessageId next() {
        return new MessageId(dev.parley.platform.ids.Ids.next("msg_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
