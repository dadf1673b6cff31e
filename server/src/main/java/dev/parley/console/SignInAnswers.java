package dev.parley.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.members.BrowserCookie;
import dev.parley.members.Member;
import dev.parley.members.MemberSession;
import dev.parley.members.SessionCookie;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.json.Json;
import java.time.Clock;

/// What whoever signs in is answered: a token for programs, and the same session as a cookie for our own pages.
final class SignInAnswers {
    private final Clock clock;

    SignInAnswers(Clock clock) {
        this.clock = clock;
    }

    Response signedIn(Request request, MemberSession.Opened opened) {
        keep(request, opened);
        var json = session(opened);
        json.set("member", member(opened.session().member()));
        return Response.ok(json);
    }

    /// Sets the cookies of a session that was just opened.
    void keep(Request request, MemberSession.Opened opened) {
        request.addResponseHeader("Set-Cookie",
                SessionCookie.keep(request, opened.token(), opened.session().expiresAt(), clock));
        request.addResponseHeader("Set-Cookie", BrowserCookie.keep(request, opened.mark()));
        request.addResponseHeader("Cache-Control", "no-store");
    }

    static ObjectNode session(MemberSession.Opened opened) {
        return Json.object().put("accessToken", opened.token())
                .put("expiresAt", Json.time(opened.session().expiresAt()));
    }

    static ObjectNode member(Member member) {
        return Json.object().put("id", member.id().value()).put("email", member.email())
                .put("role", member.role().wireName());
    }
}
