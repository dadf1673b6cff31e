package dev.parley.console;

import dev.parley.audit.Actor;
import dev.parley.members.MemberSession;
import dev.parley.members.SessionCookie;
import dev.parley.members.Sessions;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.tenants.ApiKeys;

/// Finds out who calls: by `Authorization: Bearer` with an API key or a session token, else by the session cookie.
final class Callers {
    private final ApiKeys apiKeys;
    private final Sessions sessions;

    Callers(ApiKeys apiKeys, Sessions sessions) {
        this.apiKeys = apiKeys;
        this.sessions = sessions;
    }

    /// @throws Refused `sign_in_required` if nothing was presented, `authentication_failed` if it does not count
    ApiCaller identify(Request request) {
        var bearer = request.bearer();
        if (bearer.isPresent()) {
            return byToken(bearer.get(), request);
        }
        var cookie = SessionCookie.token(request).orElseThrow(() -> Refused.because(ErrorCode.SIGN_IN_REQUIRED,
                "Sign in, or send an API key as \"Authorization: Bearer <key>\"."));
        return person(session(cookie), request);
    }

    private ApiCaller byToken(String token, Request request) {
        if (token.startsWith(Sessions.PREFIX)) {
            return person(session(token), request);
        }
        var key = apiKeys.authenticate(token).orElseThrow(Callers::failed);
        return new ApiCaller.Program(key, new Actor("key:" + key.id(), request.address().getHostAddress()));
    }

    /// A session for one agent's chat opens nothing here.
    private MemberSession session(String token) {
        return sessions.authenticate(token).filter(session -> session.agent() == null).orElseThrow(Callers::failed);
    }

    private static ApiCaller person(MemberSession session, Request request) {
        return new ApiCaller.Person(session,
                new Actor("member:" + session.member().id(), request.address().getHostAddress()));
    }

    private static Refused failed() {
        return Refused.because(ErrorCode.AUTHENTICATION_FAILED,
                "This login or API key is unknown, revoked or expired: sign in again, or use another key.");
    }
}
