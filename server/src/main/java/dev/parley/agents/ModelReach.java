package dev.parley.agents;

import java.util.Optional;

/// Where a model is called and the key that opens it, read together so that no key ever goes to another endpoint's.
public record ModelReach(ModelSettings settings, Optional<String> key) {
    /// Holds the key, so it never prints it.
    @Override
    public String toString() {
        return settings.label();
    }
}
