package dev.parley.chat.frames;

import dev.parley.agents.AgentId;
import java.util.List;

/// What end users may see of an agent.
///
/// @param greeting with its variables filled in
public record AgentCard(AgentId id, String slug, String name, String greeting, List<String> starters) {
    public AgentCard {
        starters = List.copyOf(starters);
    }
}
