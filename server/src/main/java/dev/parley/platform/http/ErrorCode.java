package dev.parley.platform.http;

/// Every way a request is refused: one code, its HTTP status, its WebSocket close code (RFC 6455, section 7.4.2) and its
/// title. The same row applies on every transport.
public enum ErrorCode {
    SESSION_EXPIRED(401, 4401, "Session Expired"),
    AUTHENTICATION_FAILED(401, 4401, "Authentication Failed"),
    INVALID_IDENTITY_TOKEN(401, 4400, "Invalid Identity Token"),
    IDENTITY_NOT_CONFIGURED(401, 4400, "Identity Not Configured"),
    SIGN_IN_REQUIRED(401, 4401, "Sign-in Required"),
    ACCESS_DENIED(403, 4403, "Access Denied"),
    ORIGIN_NOT_ALLOWED(403, 4403, "Origin Not Allowed"),
    NOT_FOUND(404, 4404, "Not Found"),
    RATE_LIMITED(429, 4429, "Too Many Requests"),
    INVALID_REQUEST(400, 4400, "Invalid Request"),
    IDENTITY_CHANGED(400, 4400, "Identity Changed"),
    CONFLICT(409, 4409, "Conflict"),
    TOO_LARGE(413, 4413, "Too Large"),
    SLOW_READER(408, 4408, "Reading Too Slowly"),
    UNAVAILABLE(503, 4503, "Temporarily Unavailable"),
    INTERNAL_ERROR(500, 4500, "Internal Error");

    private final int status;
    private final int closeCode;
    private final String title;

    ErrorCode(int status, int closeCode, String title) {
        this.status = status;
        this.closeCode = closeCode;
        this.title = title;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// The WebSocket close code.
    public int closeCode() {
        return closeCode;
    }

    /// The words a person reads.
    public String title() {
        return title;
    }

    /// The code on the wire, such as `session_expired`.
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
