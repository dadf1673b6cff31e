package dev.parley.chat.runs;

import dev.parley.agents.Agent;
import dev.parley.conversations.Owner;
import dev.parley.identity.Principal;
import dev.parley.models.PageContext;
import java.util.Map;

/// Who asks which agent.
///
/// @param variables the agent's variables with their values in effect for this principal
/// @param page      what the page around the chat says of itself, unsigned
public record Asker(Agent agent, Principal principal, Map<String, String> variables, PageContext page) {
    public Asker {
        variables = Map.copyOf(variables);
    }

    /// Whose conversations this one reads and writes.
    public Owner owner() {
        return new Owner(agent.tenant(), agent.id(), principal);
    }
}
