package dev.parley.identity;

import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a token, in words for whoever signs it. Never quotes a secret.
///
/// @param cause   what it is, for programs, such as `expired`
/// @param fatal   whether it alone gets the token refused; else it is advice
/// @param detail  what was found, with the offset where there is one
/// @param remedy  what to do about it
/// @param claim   the claim or header member it is about; null if none
/// @param seconds how far off a time or a lifetime is; null if it is not about time
public record TokenProblem(
        String cause, boolean fatal, String detail, String remedy, @Nullable String claim, @Nullable Long seconds) {

    static TokenProblem fatal(String cause, String detail, String remedy) {
        return new TokenProblem(cause, true, detail, remedy, null, null);
    }

    static TokenProblem advice(String cause, String detail, String remedy) {
        return new TokenProblem(cause, false, detail, remedy, null, null);
    }

    TokenProblem in(String claimOrMember) {
        return new TokenProblem(cause, fatal, detail, remedy, claimOrMember, seconds);
    }

    TokenProblem off(long bySeconds) {
        return new TokenProblem(cause, fatal, detail, remedy, claim, bySeconds);
    }
}
