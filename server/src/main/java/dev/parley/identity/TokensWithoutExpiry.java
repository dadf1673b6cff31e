package dev.parley.identity;

import dev.parley.agents.AgentId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/// How many good tokens without `exp` each agent has seen since this node started: a warning to its builder, who may then
/// require one. Thread-safe.
public final class TokensWithoutExpiry {
    private final ConcurrentMap<AgentId, LongAdder> counts = new ConcurrentHashMap<>();

    void count(AgentId agent) {
        counts.computeIfAbsent(agent, _ -> new LongAdder()).increment();
    }

    public long of(AgentId agent) {
        var count = counts.get(agent);
        return count == null ? 0 : count.sum();
    }
}
