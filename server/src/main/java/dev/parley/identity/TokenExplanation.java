package dev.parley.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.tenants.KeyHolder;
import java.util.List;
import java.util.Optional;

/// Everything that can be said of a pasted token.
public final class TokenExplanation {
    private final Verification verdict;
    private final ExaminedToken token;
    private final List<TokenProblem> problems;
    private final List<VariableEffect> variables;

    TokenExplanation(
            Verification verdict, ExaminedToken token, List<TokenProblem> problems, List<VariableEffect> variables) {
        this.verdict = verdict;
        this.token = token;
        this.problems = problems;
        this.variables = variables;
    }

    /// What the verifier says of the token as it was pasted.
    public Verification verdict() {
        return verdict;
    }

    /// The secret it was signed with, rightly or wrongly; empty if none that could be tried.
    public Optional<FoundKey> key() {
        return Optional.ofNullable(token.key());
    }

    /// Whether the agent accepts tokens of the kind of key that signed it.
    public boolean keyIsAccepted() {
        return token.key() != null && TokenVerifier.accepted(token.agent()).contains(token.key().holder());
    }

    /// The header as far as it can be read.
    public Optional<ObjectNode> header() {
        return Optional.ofNullable(token.pasted().header());
    }

    /// The claims as far as they can be read, verified or not.
    public Optional<ObjectNode> claims() {
        return Optional.ofNullable(token.pasted().claims());
    }

    /// Everything that is wrong, in the order in which the verifier looks; for a good token advice alone.
    public List<TokenProblem> problems() {
        return problems;
    }

    public List<VariableEffect> variables() {
        return variables;
    }

    /// The rules its claims are read by.
    public KeyHolder.Kind profile() {
        return token.profile();
    }
}
