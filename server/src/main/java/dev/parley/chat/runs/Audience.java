package dev.parley.chat.runs;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;

/// Who hears of the answers of one principal at one agent.
@FunctionalInterface
public interface Audience {
    Iterable<? extends RunListener> of(AgentId agent, Principal principal);
}
