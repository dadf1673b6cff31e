package dev.parley.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.agents.Agent;
import dev.parley.platform.json.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of one variable under a token.
///
/// @param value what holds in the conversation; empty for a name the agent does not define
public record VariableEffect(String name, Source source, String value) {
    /// Where the value comes from: the token, or the agent's default, also where the token gives one that nobody may
    /// override; or the agent has no such variable.
    public enum Source { TOKEN, DEFAULT, FIXED, UNKNOWN }

    /// The agent's variables in their order, then what the token has besides.
    static List<VariableEffect> of(Agent agent, PastedToken token) {
        var effects = new ArrayList<VariableEffect>();
        for (var variable : agent.definition().variables()) {
            var given = given(token, variable.name());
            var source = given.isEmpty() ? Source.DEFAULT
                    : variable.overridable() ? Source.TOKEN : Source.FIXED;
            effects.add(new VariableEffect(variable.name(), source,
                    source == Source.TOKEN ? given.orElseThrow() : variable.defaultValue()));
        }
        unknown(agent, token).forEach(name -> effects.add(new VariableEffect(name, Source.UNKNOWN, "")));
        return List.copyOf(effects);
    }

    static List<TokenProblem> advice(ExaminedToken token) {
        return unknown(token.agent(), token.pasted()).map(name -> TokenProblem.advice("unknown_variable",
                "The agent has no variable \"" + shown(name) + "\": its value is not used.",
                near(token.agent(), name)
                        .map(meant -> "Write \"" + meant + "\", spelled exactly so.")
                        .orElse("Add a variable of this name to the agent, or leave it out.")).in("variables")).toList();
    }

    private static Stream<String> unknown(Agent agent, PastedToken token) {
        var names = new ArrayList<String>();
        variables(token).fieldNames().forEachRemaining(names::add);
        return names.stream().filter(name -> agent.definition().variables().stream()
                .noneMatch(variable -> variable.name().equals(name)));
    }

    private static Optional<String> near(Agent agent, String name) {
        return agent.definition().variables().stream().map(variable -> variable.name())
                .filter(defined -> TokenShape.plain(defined).equals(TokenShape.plain(name))).findFirst();
    }

    private static Optional<String> given(PastedToken token, String name) {
        return Optional.ofNullable(variables(token).get(name)).filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull()).map(JsonNode::asText);
    }

    private static JsonNode variables(PastedToken token) {
        return token.claims() == null
                ? MissingNode.getInstance() : token.claims().path("variables");
    }

    private static String shown(String name) {
        return Names.printable(name);
    }
}
