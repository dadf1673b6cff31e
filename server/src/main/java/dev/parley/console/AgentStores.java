package dev.parley.console;

import dev.parley.agents.Agents;
import dev.parley.conversations.Transcripts;
import dev.parley.identity.UserRevocations;
import dev.parley.knowledge.Documents;

/// What belongs to agents.
public record AgentStores(Agents agents, UserRevocations revocations, Documents documents, Transcripts transcripts) {}
