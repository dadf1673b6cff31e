package dev.parley.identity;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a token's header.
final class HeaderProblems {
    private HeaderProblems() {}

    static List<TokenProblem> of(ExaminedToken token) {
        var problems = new ArrayList<TokenProblem>();
        if (token.pasted().header() == null) {
            if (token.pasted().problems().isEmpty()) {
                problems.add(TokenProblem.fatal("broken_header", "The header is not one JSON object without repeated keys.",
                        "Let a JWT library write it."));
            }
            return problems;
        }
        var header = token.header();
        var algorithm = header.path("alg");
        if (!algorithm.isTextual() || !algorithm.textValue().equals("HS256")) {
            problems.add(algorithm(algorithm.asText()).in("alg"));
        }
        JoseHeader.FORBIDDEN.stream().filter(header::has).sorted().forEach(name -> problems.add(TokenProblem.fatal(
                "forbidden_header", "The header has \"" + name + "\", which no token here may have.",
                "Sign with \"alg\" and \"typ\" alone in the header.").in(name)));
        for (var name : JoseHeader.TEXTS) {
            if (header.has(name) && !header.path(name).isTextual()) {
                problems.add(TokenProblem.fatal("broken_header", "\"" + name + "\" in the header is not text.",
                        "Sign with \"alg\" and \"typ\" alone in the header.").in(name));
            }
        }
        return problems;
    }

    private static TokenProblem algorithm(String name) {
        var remedy = "Give your signing call the algorithm HS256.";
        return switch (name) {
            case "" -> TokenProblem.fatal("wrong_algorithm", "The header names no algorithm.", remedy);
            case "HS384", "HS512" -> TokenProblem.fatal("wrong_algorithm",
                    "The token is signed with " + name + "; HS256 alone is accepted.",
                    remedy + " Some libraries choose by the length of the key.");
            case "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA" ->
                    TokenProblem.fatal("wrong_algorithm", "The token is signed with " + name
                            + ", by a private key. It may come from another system, such as a sign-in service.",
                            "Do not pass on the token of your sign-in service: sign one of your own with HS256 and the"
                                    + " identity secret.");
            default -> name.equalsIgnoreCase("none")
                    ? TokenProblem.fatal("unsigned", "The token says \"alg\":\"none\": nobody signed it.", remedy)
                    : TokenProblem.fatal("wrong_algorithm", "The header names an algorithm other than HS256.", remedy);
        };
    }
}
