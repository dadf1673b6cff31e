package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.SigningSecrets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Explains a token to whoever builds an agent: the verdict of the verifier itself, with what key it was signed, and
/// everything that is wrong with it. It counts as no use of any secret, and nothing of the token is kept or logged.
public final class TokenCheck {
    private final TokenVerifier verifier;
    private final KeySearch keys;
    private final InstantSource clock;

    public TokenCheck(TokenVerifier verifier, SigningSecrets secrets, InstantSource clock) {
        this.verifier = verifier.unnoticed();
        this.keys = new KeySearch(secrets);
        this.clock = clock;
    }

    /// @param shown whose secrets the asking builder may know of: no other is tried
    public TokenExplanation explain(Agent agent, Predicate<KeyHolder> shown, String pasted) {
        var verdict = verifier.verify(agent, pasted);
        var token = PastedToken.read(pasted);
        var key = keys.find(token, agent, shown);
        var examined = new ExaminedToken(agent, token, key.orElse(null), clock.instant());
        var problems = switch (verdict) {
            case Verification.Verified _ -> advice(examined);
            case Verification.Refusal refusal -> problems(examined, refusal);
        };
        return new TokenExplanation(verdict, examined, problems, VariableEffect.of(agent, token));
    }

    private List<TokenProblem> problems(ExaminedToken token, Verification.Refusal verdict) {
        var problems = new ArrayList<TokenProblem>(token.pasted().problems());
        problems.addAll(HeaderProblems.of(token));
        problems.addAll(KeyProblems.of(token, verdict, keys));
        problems.addAll(TimeProblems.of(token));
        problems.addAll(ClaimProblems.of(token));
        if (problems.isEmpty()) {
            problems.add(TokenProblem.fatal("refused", verdict.detail(), "Sign a new token."));
        }
        problems.addAll(advice(token));
        return List.copyOf(problems);
    }

    private static List<TokenProblem> advice(ExaminedToken token) {
        var advice = new ArrayList<>(VariableEffect.advice(token));
        advice.addAll(TimeProblems.advice(token));
        return List.copyOf(advice);
    }
}
