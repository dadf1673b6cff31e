package dev.parley.identity;

import dev.parley.agents.AgentId;
import java.time.Instant;

/// Tokens of one user that were issued up to `notBefore` no longer count at this agent.
public record UserRevoked(AgentId agent, Principal.Issuer issuer, String userId, Instant notBefore) {}
