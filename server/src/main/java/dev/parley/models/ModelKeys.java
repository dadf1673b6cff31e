package dev.parley.models;

import dev.parley.agents.Agent;
import java.util.Optional;

/// Where the API key of an agent's model comes from: read for each call, kept nowhere.
@FunctionalInterface
public interface ModelKeys {
    Optional<String> keyOf(Agent agent);
}
