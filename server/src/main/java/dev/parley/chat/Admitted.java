package dev.parley.chat;

import dev.parley.access.Embedding;
import dev.parley.agents.Agent;
import dev.parley.chat.runs.Asker;
import dev.parley.models.Instructions;

/// A caller who may use an agent from where they are.
record Admitted(Agent agent, Caller caller, Embedding embedding) {
    Asker asker() {
        return new Asker(agent, caller.principal(), Instructions.inEffect(agent.definition(), caller.verifiedUser()));
    }
}
