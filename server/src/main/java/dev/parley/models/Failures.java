package dev.parley.models;

import dev.parley.models.AgentRunner.Code;
import dev.parley.models.AgentRunner.Failure;

/// The failures of runs, each with the sentence its end user reads.
public final class Failures {
    private Failures() {}

    /// @param cause what the builder can act on, without secrets
    public static Failure of(Code code, String cause) {
        return new Failure(code, cause, switch (code) {
            case MODEL_UNAVAILABLE -> "The assistant cannot be reached at the moment. Please try again later.";
            case MODEL_REFUSED -> "The assistant declined to answer this. Try asking in another way.";
            case MODEL_TIMEOUT -> "The assistant took too long to answer. Please try again.";
            case MODEL_TRUNCATED -> "The answer was cut off before its end. Please ask for the rest, or try again.";
            case BUDGET_EXCEEDED -> "The assistant has reached its limit for now. Please try again later.";
            case INTERRUPTED -> "The answer was interrupted. Please try again.";
            case INTERNAL_ERROR -> "Something went wrong on our side. Please try again.";
        });
    }
}
