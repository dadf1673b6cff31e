package dev.parley.agents;

import java.util.List;

/// What of an agent is written as a draft, published as a version and brought back: what it says and how it looks.
///
/// @param instructions told to the model; may hold `{{variables}}`
/// @param greeting     shown first; may hold `{{variables}}`
/// @param starters     suggested first messages, at most six; may hold `{{variables}}`
public record AgentContent(
        String instructions, String greeting, List<String> starters, List<AgentDefinition.Variable> variables,
        ModelSettings model, Appearance appearance) {
    /// An agent that only searches its documents.
    public static final AgentContent EMPTY =
            new AgentContent("", "", List.of(), List.of(), ModelSettings.BUILTIN, Appearance.PLAIN);

    public AgentContent {
        starters = List.copyOf(starters);
        variables = List.copyOf(variables);
    }

    public AgentContent withModel(ModelSettings other) {
        return new AgentContent(instructions, greeting, starters, variables, other, appearance);
    }
}
