package dev.parley.chat;

import dev.parley.access.AccessPolicy;
import dev.parley.access.Decision;
import dev.parley.access.Embedding;
import dev.parley.access.MemberLogins;
import dev.parley.access.Previews;
import dev.parley.agents.Agent;
import dev.parley.agents.Drafts;
import dev.parley.conversations.Owner;
import dev.parley.conversations.VisitorAdoption;
import dev.parley.identity.FrameTickets.FrameTicket;
import dev.parley.identity.Identity;
import dev.parley.identity.PreviewTickets;
import dev.parley.identity.Principal;
import dev.parley.identity.Verification;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.ApiKeys;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out who calls an agent and whether they may: the same for sockets and requests.
final class Admission {
    private static final Duration SUSPENDED_FOR = Duration.ofMinutes(1);
    private static final String PREVIEW_OVER = "This preview is over: open it again in the console.";

    private final Identity identity;
    private final MemberLogins logins;
    private final AccessPolicy access;
    private final Previews previews;
    private final Drafts drafts;
    private final VisitorAdoption adoptions;
    private final Limits limits;

    Admission(Chat.Parts parts, Limits limits) {
        this.identity = parts.identity();
        this.logins = parts.logins();
        this.access = parts.access();
        this.previews = parts.previews();
        this.drafts = parts.agents().drafts();
        this.adoptions = parts.adoptions();
        this.limits = limits;
    }

    /// @throws Refused if the credentials are, or the caller may not use the agent from there
    Admitted admit(Agent agent, Provenance from, Credentials credentials, InetAddress address) {
        var ticket = ticket(agent, credentials);
        try {
            var embedding = from.embedding(agent, ticket.map(shown -> embedding(agent, shown)).orElse(null));
            var caller = identify(agent, credentials, from, address);
            requireAccess(caller, agent, embedding);
            return new Admitted(seenBy(caller, agent), caller, embedding);
        } catch (Refused refused) {
            noteOrigin(agent, refused, from, ticket.map(FrameTicket::parent).orElse(null));
            throw refused;
        }
    }

    /// @throws Refused `origin_not_allowed` if the agent answers no page of that origin
    void requireOrigin(Agent agent, Provenance from) {
        try {
            from.requireAdmittedBy(agent);
        } catch (Refused refused) {
            noteOrigin(agent, refused, from, null);
            throw refused;
        }
    }

    /// @param parent the page around our frame, as far as its ticket knows
    private void noteOrigin(Agent agent, Refused refused, Provenance from, @Nullable String parent) {
        if (refused.code() == ErrorCode.ORIGIN_NOT_ALLOWED) {
            identity.refusals().note(agent, refused.code(), refused.detail(), from.transport(),
                    from.hostOrigin() == null ? parent : from.hostOrigin());
        }
    }

    /// The agent as it answers this caller: in a preview its draft does.
    Agent seenBy(Caller caller, Agent agent) {
        return caller instanceof Caller.Preview ? drafts.applied(agent) : agent;
    }

    /// Who an identity token, a member session token or a preview ticket stands for.
    ///
    /// @throws Refused if it does not; too many refused ones are `rate_limited`, while good ones still pass
    Caller identify(Agent agent, String token, Provenance from, InetAddress address) {
        if (token.startsWith(MemberLogins.PREFIX)) {
            var login = logins.at(agent, token);
            if (login.isPresent()) {
                return new Caller.Member(login.get(), token);
            }
            throw limited(agent, address, ErrorCode.AUTHENTICATION_FAILED, "This login is over: sign in again.");
        }
        if (token.startsWith(PreviewTickets.PREFIX)) {
            return previews.read(agent, token).<Caller>map(preview -> new Caller.Preview(preview, token))
                    .orElseThrow(() -> limited(agent, address, ErrorCode.AUTHENTICATION_FAILED, PREVIEW_OVER));
        }
        if (token.startsWith(ApiKeys.PREFIX)) {
            throw failed(agent, from, address, new Verification.Refusal(ErrorCode.AUTHENTICATION_FAILED,
                    "This is an API key, which is for your backend alone: mint a token with it and send that."));
        }
        return switch (identity.verifier().verify(agent, token)) {
            case Verification.Verified(var user) -> new Caller.User(user);
            case Verification.Refusal refusal -> throw failed(agent, from, address, refusal);
        };
    }

    /// @throws Refused if the access policy denies it
    void requireAccess(Caller caller, Agent agent, Embedding embedding) {
        var decision = caller instanceof Caller.Preview
                ? access.decidePreview(agent) : access.decide(caller.principal(), agent, embedding);
        switch (decision) {
            case Decision.Allowed _ -> { }
            case Decision.Denied(var code, var detail) when code == ErrorCode.UNAVAILABLE ->
                    throw Refused.until(code, detail, SUSPENDED_FOR);
            case Decision.Denied(var code, var detail) -> throw Refused.because(code, detail);
        }
    }

    /// Whether what proved a caller still counts, apart from keys and expiry: a login may have been ended.
    ///
    /// @throws Refused if it does not
    void requireStillKnown(Caller caller, Agent agent) {
        if (caller instanceof Caller.Member(var _, var token) && logins.at(agent, token).isEmpty()) {
            throw Refused.because(ErrorCode.AUTHENTICATION_FAILED, "This login is over: sign in again.");
        }
        if (caller instanceof Caller.Preview(var _, var ticket) && previews.read(agent, ticket).isEmpty()) {
            throw Refused.because(ErrorCode.AUTHENTICATION_FAILED, PREVIEW_OVER);
        }
    }

    private Caller identify(Agent agent, Credentials credentials, Provenance from, InetAddress address) {
        if (credentials.token() != null) {
            return identify(agent, credentials.token(), from, address);
        }
        var cookie = credentials.cookie();
        if (cookie != null) {
            var login = logins.at(agent, cookie);
            if (login.isPresent()) {
                return new Caller.Member(login.get(), cookie);
            }
        }
        return visitor(agent, credentials.visitor());
    }

    /// An invalid visitor token yields a new visitor, and so does that of a visitor who has become a user.
    private Caller.Visitor visitor(Agent agent, @Nullable String token) {
        var visitors = identity.visitorTokens();
        if (token != null) {
            var known = visitors.read(agent, token).filter(visitor -> !isAdopted(agent, visitor));
            if (known.isPresent()) {
                return new Caller.Visitor(known.get(), token);
            }
        }
        var made = visitors.make(agent);
        return new Caller.Visitor(made.principal(), made.token());
    }

    private boolean isAdopted(Agent agent, Principal visitor) {
        return agent.definition().tokenPolicy().adoptVisitor()
                && adoptions.isAdopted(new Owner(agent.tenant(), agent.id(), visitor));
    }

    private Optional<FrameTicket> ticket(Agent agent, Credentials credentials) {
        return Optional.ofNullable(credentials.ticket()).flatMap(shown -> identity.frameTickets().read(agent, shown));
    }

    private static Embedding embedding(Agent agent, FrameTicket ticket) {
        if (!ticket.framed()) {
            return Embedding.LINK;
        }
        return agent.definition().allowedOrigins().isEmpty() ? Embedding.UNLISTED : Embedding.LISTED;
    }

    private Refused failed(Agent agent, Provenance from, InetAddress address, Verification.Refusal why) {
        identity.refusals().note(agent, why.code(), why.detail(), from.transport(), from.hostOrigin());
        return limited(agent, address, why.code(), why.detail());
    }

    private Refused limited(Agent agent, InetAddress address, ErrorCode code, String detail) {
        var key = agent.id().value() + " " + Limits.network(address);
        return limits.take(Limit.FAILED_VERIFICATIONS, key)
                .map(wait -> Refused.until(ErrorCode.RATE_LIMITED,
                        "Too many tokens from this address were refused. The last one: " + detail, wait))
                .orElseGet(() -> Refused.because(code, detail));
    }
}
