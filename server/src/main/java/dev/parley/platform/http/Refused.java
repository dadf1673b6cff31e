package dev.parley.platform.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request that is refused. The detail says what to do next and never holds a token or a secret.
///
/// Thrown at the edge, where a request ends; inside a feature a refusal is a value.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;
    private final @Nullable Duration retryAfter;

    private Refused(ErrorCode code, String detail, @Nullable String field, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    public static Refused because(ErrorCode code, String detail) {
        return new Refused(code, detail, null, null);
    }

    /// An `invalid_request` that names the field to fix.
    public static Refused field(String field, String detail) {
        return new Refused(ErrorCode.INVALID_REQUEST, detail, field, null);
    }

    /// A foreign id and a missing one read the same, so that existence is never revealed.
    public static Refused notFound(String what) {
        return new Refused(ErrorCode.NOT_FOUND, "There is no such " + what + " here.", null, null);
    }

    /// A refusal that passes with time; `retryAfter` becomes the `Retry-After` header (RFC 9110, section 10.2.3).
    public static Refused until(ErrorCode code, String detail, Duration retryAfter) {
        return new Refused(code, detail, null, retryAfter);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return java.util.Objects.requireNonNull(getMessage());
    }

    public @Nullable String field() {
        return field;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
