package dev.parley.console;

import dev.parley.agents.Agents;
import dev.parley.conversations.History;
import dev.parley.identity.Identity;
import dev.parley.identity.LiveSessions;
import dev.parley.knowledge.Knowledge;
import dev.parley.models.Runners;

/// What belongs to agents.
public record AgentStores(Agents agents, Knowledge knowledge, History history, Proofs proofs, Runners runners) {
    /// How agents' users prove themselves, and who is connected by it now.
    public record Proofs(Identity identity, LiveSessions sessions) {}
}
