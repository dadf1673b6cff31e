package dev.parley.identity;

import dev.parley.platform.http.ErrorCode;

/// Ends the verification of a token at the first step that fails. Never leaves the verifier.
final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    private TokenRefused(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    static TokenRefused failed(String detail) {
        return new TokenRefused(ErrorCode.AUTHENTICATION_FAILED, detail);
    }

    static TokenRefused invalid(String detail) {
        return new TokenRefused(ErrorCode.INVALID_IDENTITY_TOKEN, detail);
    }

    static TokenRefused expired(String detail) {
        return new TokenRefused(ErrorCode.SESSION_EXPIRED, detail);
    }

    static TokenRefused notConfigured(String detail) {
        return new TokenRefused(ErrorCode.IDENTITY_NOT_CONFIGURED, detail);
    }

    Verification.Refusal refusal() {
        return new Verification.Refusal(code, java.util.Objects.requireNonNull(getMessage()));
    }
}
