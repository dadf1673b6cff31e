package dev.parley.access;

import dev.parley.agents.Agent;
import dev.parley.identity.Principal;
import dev.parley.members.MemberSession;
import dev.parley.members.SessionCookie;
import dev.parley.members.Sessions;
import dev.parley.platform.http.Request;
import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.util.Optional;

/// Who a member's session proves to be talking.
public final class MemberLogins {
    /// What every session token starts with.
    public static final String PREFIX = Sessions.PREFIX;

    private final Sessions sessions;

    MemberLogins(Sessions sessions) {
        this.sessions = sessions;
    }

    /// A member who is signed in.
    ///
    /// @param expiresAt when the session ends, however much it is used
    public record Login(Principal principal, TenantId tenant, Instant expiresAt) {}

    /// The login of a session token; empty if it is unknown, over, or good for another agent only.
    public Optional<Login> at(Agent agent, String token) {
        return sessions.authenticate(token)
                .filter(session -> session.agent() == null || session.agent().equals(agent.id().value()))
                .map(MemberLogins::login);
    }

    /// The session token in the cookie, where the rules under which a cookie counts are met: for a socket, which outlives
    /// its request and must ask again whether the login still counts.
    public static Optional<String> cookieToken(Request request) {
        return SessionCookie.token(request);
    }

    private static Login login(MemberSession session) {
        var member = session.member();
        var principal = new Principal(Principal.Kind.MEMBER, null, member.id().value(), member.email());
        return new Login(principal, member.tenant(), session.expiresAt());
    }
}
