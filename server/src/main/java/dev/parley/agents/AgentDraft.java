package dev.parley.agents;

import org.jspecify.annotations.Nullable;

/// An agent as a builder wants it to be: every field checked, nothing stored yet.
///
/// @param slug     null to derive one from the name
/// @param modelKey what becomes of the model's API key
public record AgentDraft(
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
    public static AgentDraft of(Agent agent) {
        return new AgentDraft(
                agent.slug(), agent.definition(), agent.access(), agent.status(), new ModelKey.Kept());
    }

    /// A public, active agent that only searches its documents.
    public static AgentDraft named(String name) {
        var definition = new AgentDefinition(
                name, "", "", java.util.List.of(), java.util.List.of(), ModelSettings.BUILTIN, java.util.List.of(),
                TokenPolicy.DEFAULT);
        return new AgentDraft(null, definition, Agent.Access.PUBLIC, Agent.Status.ACTIVE, new ModelKey.Kept());
    }
}
