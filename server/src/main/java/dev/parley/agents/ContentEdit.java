package dev.parley.agents;

import dev.parley.agents.AgentEdit.ModelKey;

/// What somebody wants an agent to say, checked and not stored yet, and what becomes of its model's API key.
public record ContentEdit(AgentContent content, ModelKey modelKey) {
    static ContentEdit of(AgentContent content) {
        return new ContentEdit(content, new ModelKey.Kept());
    }
}
