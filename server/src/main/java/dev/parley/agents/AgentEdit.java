package dev.parley.agents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An agent as somebody wants it to be: every field checked, nothing stored yet.
///
/// @param slug     null to derive one from the name
/// @param modelKey what becomes of the model's API key
public record AgentEdit(
        @Nullable String slug, AgentDefinition definition, Agent.Access access, Agent.Status status,
        ModelKey modelKey) {

    /// What becomes of the model's API key, which nobody can read back.
    public sealed interface ModelKey {
        record Kept() implements ModelKey {}

        record Removed() implements ModelKey {}

        record Replaced(String key) implements ModelKey {
            @Override
            public String toString() {
                return "Replaced";
            }
        }
    }

    /// The agent as it is.
    public static AgentEdit of(Agent agent) {
        return new AgentEdit(
                agent.slug(), agent.definition(), agent.access(), agent.status(), new ModelKey.Kept());
    }

    /// A public, active agent that only searches its documents.
    public static AgentEdit named(String name) {
        return with(name, AgentContent.EMPTY);
    }

    /// A public, active agent.
    static AgentEdit with(String name, AgentContent content) {
        var definition = new AgentDefinition(name, content, List.of(), TokenPolicy.DEFAULT);
        return new AgentEdit(null, definition, Agent.Access.PUBLIC, Agent.Status.ACTIVE, new ModelKey.Kept());
    }
}
