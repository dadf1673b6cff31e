package dev.parley.models.openai;

import dev.parley.models.AgentRunner.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A call of a model that did not end well.
final class CallFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /// What may be done about it.
    enum Remedy {
        /// Nothing: the same call would fail again.
        NONE,
        /// The same call may succeed a little later.
        RETRY,
        /// The server does not know `stream_options`: the call may succeed without.
        WITHOUT_USAGE
    }

    private final Code code;
    private final Remedy remedy;
    private final @Nullable Duration retryAfter;

    /// @param cause what the builder can act on, without secrets
    CallFailed(Code code, String cause, Remedy remedy, @Nullable Duration retryAfter) {
        super(cause, null, false, false);
        this.code = code;
        this.remedy = remedy;
        this.retryAfter = retryAfter;
    }

    CallFailed(Code code, String cause) {
        this(code, cause, Remedy.NONE, null);
    }

    Code code() {
        return code;
    }

    String cause() {
        return java.util.Objects.requireNonNull(getMessage());
    }

    Remedy remedy() {
        return remedy;
    }

    /// How long the server asks to wait; null if it does not say.
    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
