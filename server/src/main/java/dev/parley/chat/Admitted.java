package dev.parley.chat;

import dev.parley.access.Embedding;
import dev.parley.agents.Agent;
import dev.parley.chat.runs.Asker;
import dev.parley.models.Instructions;
import dev.parley.models.PageContext;

/// A caller who may use an agent from where they are.
///
/// @param page what the page around them says of itself
record Admitted(Agent agent, Caller caller, Embedding embedding, PageContext page) {
    Admitted(Agent agent, Caller caller, Embedding embedding) {
        this(agent, caller, embedding, PageContext.NONE);
    }

    /// The same caller on a page that says this of itself.
    Admitted on(PageContext surrounding) {
        return new Admitted(agent, caller, embedding, surrounding);
    }

    Asker asker() {
        return new Asker(
                agent, caller.principal(), Instructions.inEffect(agent.definition(), caller.variables()), page);
    }
}
