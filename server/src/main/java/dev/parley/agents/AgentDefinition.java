package dev.parley.agents;

import java.util.List;

/// What a builder writes of an agent.
///
/// @param content        what is drafted and published; the rest acts at once
/// @param allowedOrigins origins such as `https://shop.example.com` whose pages may embed it; `*` means every page,
///                       an empty list admits identity tokens only
public record AgentDefinition(
        String name, AgentContent content, List<String> allowedOrigins, TokenPolicy tokenPolicy) {

    public AgentDefinition {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /// A named value in instructions, greeting and starters.
    ///
    /// @param overridable whether a verified token may give another value than the default
    public record Variable(String name, String defaultValue, String description, boolean overridable) {}

    public AgentDefinition withContent(AgentContent other) {
        return new AgentDefinition(name, other, allowedOrigins, tokenPolicy);
    }

    public String instructions() {
        return content.instructions();
    }

    public String greeting() {
        return content.greeting();
    }

    public List<String> starters() {
        return content.starters();
    }

    public List<Variable> variables() {
        return content.variables();
    }

    public ModelSettings model() {
        return content.model();
    }
}
