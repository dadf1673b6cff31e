package dev.parley.bench;

import java.util.Locale;

/// The parts of the table, in its order.
public enum Part {
    A("token verification"),
    B("streamed answers"),
    C("quiet WebSockets"),
    D("durable appends"),
    E("opening a conversation"),
    F("start"),
    G("size in the browser"),
    H("a chat on a host's page");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    String letter() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }
}
