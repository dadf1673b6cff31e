package dev.parley.agents;

import java.util.List;

/// What a builder writes of an agent.
///
/// @param instructions   told to the model; may hold `{{variables}}`
/// @param greeting       shown first; may hold `{{variables}}`
/// @param starters       suggested first messages, at most six
/// @param allowedOrigins origins such as `https://shop.example.com` whose pages may embed it; `*` means every page,
///                       an empty list admits identity tokens only
public record AgentDefinition(
        String name, String instructions, String greeting, List<String> starters, List<Variable> variables,
        ModelSettings model, List<String> allowedOrigins, TokenPolicy tokenPolicy) {

    public AgentDefinition {
        starters = List.copyOf(starters);
        variables = List.copyOf(variables);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /// A named value in instructions and greeting; a verified token may override its default.
    public record Variable(String name, String defaultValue, String description) {}
}
