package dev.parley.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The user a host product vouched for, until `expiresAt`. Only the verifier makes one: to hold it is the proof.
public final class VerifiedUser {
    private final Principal principal;
    private final Instant expiresAt;
    private final String keyId;
    private final Map<String, Object> variables;
    private final Context context;

    /// @param variables handed over: nobody changes them any more
    VerifiedUser(Principal principal, Instant expiresAt, String keyId, Map<String, Object> variables, Context context) {
        this.principal = principal;
        this.expiresAt = expiresAt;
        this.keyId = keyId;
        this.variables = Collections.unmodifiableMap(variables);
        this.context = context;
    }

    public Principal principal() {
        return principal;
    }

    /// When the session this token opens is over.
    public Instant expiresAt() {
        return expiresAt;
    }

    /// The id of the secret that verified the token: when that secret dies, so does this proof.
    public String keyId() {
        return keyId;
    }

    /// What the token says of the agent's variables: strings, numbers and booleans by name.
    public Map<String, Object> variables() {
        return variables;
    }

    public Context context() {
        return context;
    }

    /// What the token tells the agent of its user; grants nothing in the hub.
    ///
    /// @param apiKey the id of the API key a token was minted for, null for other tokens: revoking it ends them
    public record Context(List<String> roles, @Nullable String plan, @Nullable Instant issuedAt, @Nullable String apiKey) {
        public Context {
            roles = List.copyOf(roles);
        }
    }
}
