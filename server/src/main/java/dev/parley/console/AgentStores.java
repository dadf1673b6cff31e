package dev.parley.console;

import dev.parley.agents.Agents;
import dev.parley.conversations.History;
import dev.parley.identity.Identity;
import dev.parley.identity.LiveSessions;
import dev.parley.knowledge.Documents;

/// What belongs to agents.
public record AgentStores(Agents agents, Documents documents, History history, Proofs proofs) {
    /// How agents' users prove themselves, and who is connected by it now.
    public record Proofs(Identity identity, LiveSessions sessions) {}
}
