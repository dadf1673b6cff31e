package dev.parley.bench.load;

import java.util.List;

/// What a hub wants to be told: the only part of the load generator that differs from hub to hub. Both hubs name their
/// frames by `type`, and `ready`, `delta` with `text`, `completed` and `failed` mean the same to both.
public interface Dialect {
    /// The path and query to upgrade, for the user with this number.
    String path(int user);

    /// Text frames to send as soon as the socket is open.
    List<String> opening(int user);

    /// The frame that asks a question.
    String question(int user);
}
