package dev.parley.members.oidc;

/// Somebody could not be signed in with a provider, or a provider cannot be used at all.
///
/// Its message is for whoever runs the hub or set the provider up; the reason is for the person who wanted to sign in.
public final class ProviderFailed extends Exception {
    private final Reason reason;

    ProviderFailed(String message) {
        this(Reason.BROKEN, message);
    }

    ProviderFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ProviderFailed(String message, Throwable cause) {
        super(message, cause);
        this.reason = Reason.BROKEN;
    }

    public Reason reason() {
        return reason;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /// What the sign-in page explains.
    public enum Reason {
        /// Took too long, was used before, or began in another browser.
        OVER,
        /// The provider said no, or the person did.
        REFUSED,
        /// The provider does not vouch for the e-mail address.
        UNVERIFIED,
        /// Nobody has invited that address, and its domain is not one whose people join by themselves.
        NOT_INVITED,
        /// The address belongs to a member whom the provider knows as somebody else.
        TAKEN,
        /// The provider, or what was set up for it, does not work.
        BROKEN;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
