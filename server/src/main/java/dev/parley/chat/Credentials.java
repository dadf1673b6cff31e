package dev.parley.chat;

import dev.parley.access.MemberLogins;
import dev.parley.platform.http.Request;
import org.jspecify.annotations.Nullable;

/// What a caller shows to say who they are. Whatever is shown and refused is an error; only what is not shown, and a
/// login cookie that is over, which browsers send unasked, leaves the next in line to count.
///
/// @param token   an identity token or a member session token
/// @param cookie  a member session token from a cookie that counts
/// @param visitor a visitor token
/// @param ticket  a frame ticket
record Credentials(
        @Nullable String token, @Nullable String cookie, @Nullable String visitor, @Nullable String ticket) {
    /// The credentials of a request to `/embed/v1`.
    static Credentials of(Request request) {
        return new Credentials(request.bearer().orElse(null), MemberLogins.cookieToken(request).orElse(null),
                request.header("Parley-Visitor").orElse(null), request.header("Parley-Ticket").orElse(null));
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
