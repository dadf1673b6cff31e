package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.platform.http.ErrorCode;
import dev.parley.tenants.KeyHolder;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the key that a token was signed with.
final class KeyProblems {
    private KeyProblems() {}

    static List<TokenProblem> of(ExaminedToken token, Verification.Refusal verdict, KeySearch keys) {
        if (token.pasted().signature().length == 0) {
            return List.of();
        }
        if (verdict.code() == ErrorCode.IDENTITY_NOT_CONFIGURED) {
            return List.of(TokenProblem.fatal("identity_not_configured", "This agent has no identity secret yet.",
                    "Generate one in the agent's share panel, copy it into your backend and sign with it."));
        }
        var key = token.key();
        return key == null ? List.of(unknown(token, keys)) : known(token.agent(), key);
    }

    private static List<TokenProblem> known(Agent agent, FoundKey key) {
        var problems = new ArrayList<TokenProblem>();
        if (key.reading() != SecretReading.EXACT) {
            problems.add(TokenProblem.fatal("misread_secret", "It is signed with " + secret(agent, key.holder())
                    + ", but " + key.reading().words() + ".", key.reading().remedy()));
        }
        if (!TokenVerifier.accepted(agent).contains(key.holder())) {
            problems.add(unaccepted(agent, key.holder()));
        }
        return problems;
    }

    private static String secret(Agent agent, KeyHolder holder) {
        return switch (holder.kind()) {
            case AGENT -> holder.id().equals(agent.id().value()) ? "this agent's secret" : "another agent's secret";
            case TENANT -> "the tenant's secret";
            case MINT -> "a key of this hub";
        };
    }

    private static TokenProblem unaccepted(Agent agent, KeyHolder holder) {
        return switch (holder.kind()) {
            case AGENT -> holder.id().equals(agent.id().value())
                    ? TokenProblem.fatal("unaccepted_key",
                            "It is signed with this agent's secret, but the agent does not accept tokens signed with it.",
                            "Let the agent accept tokens signed with its own secret.")
                    : TokenProblem.fatal("wrong_agent", "It is signed with the secret of another agent of this tenant.",
                            "Each agent has its own secret. Sign with this agent's, or open the other agent.");
            case TENANT -> TokenProblem.fatal("unaccepted_key",
                    "It is signed with the tenant's secret, which this agent does not accept.",
                    "Sign with this agent's identity secret, or let the agent accept the tenant's tokens.");
            case MINT -> TokenProblem.fatal("unaccepted_key",
                    "The hub minted it for an API key, and this agent does not accept minted tokens.",
                    "Sign with this agent's identity secret, or let the agent accept minted tokens.");
        };
    }

    private static TokenProblem unknown(ExaminedToken token, KeySearch keys) {
        if (keys.isSignedWithPlaceholder(token.pasted())) {
            return TokenProblem.fatal("unset_secret",
                    "It is signed with an empty text or a word from an example instead of a secret.",
                    "The variable that holds the secret is not set where your backend runs. Set it, and restart.");
        }
        if (isForeign(token)) {
            return TokenProblem.fatal("other_system",
                    "No secret of this agent fits, and the claims are those of another system's token.",
                    "Do not pass on another system's token: sign one of your own with this agent's identity secret.");
        }
        return TokenProblem.fatal("unknown_key", "No secret fits: this agent's, however misread, least of all.",
                "It may be signed with a secret that was rotated or revoked, or that is another tenant's. Copy the current"
                        + " one into your backend; if nobody has it any more, rotate.");
    }

    private static boolean isForeign(ExaminedToken token) {
        var claims = token.pasted();
        boolean ours = claims.says("user_email") || claims.says("userId") || claims.says("tenantId");
        return !ours && claims.says("iss") && !token.claims().path("iss").asText().equals(MintedProfile.ISSUER);
    }
}
