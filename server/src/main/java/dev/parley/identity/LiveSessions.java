package dev.parley.identity;

import dev.parley.agents.AgentId;

/// How many connections each secret holds open; the chat knows.
@FunctionalInterface
public interface LiveSessions {
    /// The sockets of this node at an agent that a token opened which was signed with that secret.
    long of(AgentId agent, String secretId);
}
