package dev.parley.chat.frames;

import dev.parley.platform.ids.Ids;

/// The id of one answer being produced, `run_…`.
public record RunId(String value) {
    public static RunId next() {
        return new RunId(Ids.next("run_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
