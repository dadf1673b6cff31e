package dev.parley.models;

import dev.parley.agents.AgentDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Fills `{{variables}}` into instructions and greetings.
///
/// Values come from two places only: the agent's defaults, and the token of a verified user for names the agent defines.
/// What a page says unsigned has no way in.
public final class Instructions {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^\\s{}]{1,100})\\s*\\}\\}");
    /// Characters that steer a terminal or the direction of text instead of being read.
    private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]+");
    private static final int MAX_VALUE = 2_000;

    private Instructions() {}

    /// The agent's variables with their values in effect, in the order in which they are defined.
    ///
    /// @param verified what the token of a verified user says of them by name; empty for members and visitors, who get
    ///                 the defaults. Names the agent does not define count for nothing, and so do values of variables
    ///                 that nobody may override
    public static Map<String, String> inEffect(AgentDefinition agent, Map<String, Object> verified) {
        return inEffect(agent.variables(), verified);
    }

    static Map<String, String> inEffect(List<AgentDefinition.Variable> defined, Map<String, Object> verified) {
        var values = new LinkedHashMap<String, String>();
        for (var variable : defined) {
            var override = variable.overridable() ? verified.get(variable.name()) : null;
            values.put(variable.name(), readable(override == null ? variable.defaultValue() : override.toString()));
        }
        return values;
    }

    private static String readable(String value) {
        var line = UNREADABLE.matcher(value).replaceAll(" ").strip();
        return line.length() <= MAX_VALUE
                ? line
                : line.substring(0, Character.isHighSurrogate(line.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE);
    }

    /// Puts the values in. A value is inserted as it is: what looks like a variable inside it stays as it is. An unknown
    /// name becomes nothing, so that end users never see braces; `unknownNames` tells builders about it.
    public static String render(String template, Map<String, String> variables) {
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
    }

    /// The names a template uses, in order.
    static Set<String> names(String template) {
        return VARIABLE.matcher(template)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The names a template uses that the agent does not define.
    public static Set<String> unknownNames(String template, Collection<AgentDefinition.Variable> defined) {
        var names = names(template);
        defined.forEach(variable -> names.remove(variable.name()));
        return names;
    }
}
