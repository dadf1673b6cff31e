package dev.parley.models;

import dev.parley.agents.Agent;
import dev.parley.agents.ModelReach;
import java.util.Optional;

/// Where an agent's model is reached that goes through a provider of its tenant: asked for each call, kept nowhere.
@FunctionalInterface
public interface NamedProviders {
    Optional<ModelReach> reach(Agent agent);
}
