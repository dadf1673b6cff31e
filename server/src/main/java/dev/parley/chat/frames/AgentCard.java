package dev.parley.chat.frames;

import dev.parley.agents.AgentId;
import dev.parley.agents.Appearance;
import java.util.List;

/// What end users may see of an agent.
///
/// @param greeting with its variables filled in
/// @param starters with their variables filled in
public record AgentCard(
        AgentId id, String slug, String name, String greeting, List<String> starters, Appearance appearance) {
    public AgentCard {
        starters = List.copyOf(starters);
    }
}
