package dev.parley.access;

import dev.parley.identity.Principal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// As whom a builder tries a draft: a visitor, or a user whom some kind of key would have vouched for.
///
/// @param issuer    null for a visitor
/// @param userId    null for a visitor
/// @param variables what the user's token would say of the agent's variables: strings, numbers and booleans by name
public record PreviewIdentity(Principal.@Nullable Issuer issuer, @Nullable String userId, Map<String, Object> variables) {
    public static final PreviewIdentity VISITOR = new PreviewIdentity(null, null, Map.of());

    public PreviewIdentity {
        variables = Map.copyOf(new TreeMap<>(variables));
    }
}
