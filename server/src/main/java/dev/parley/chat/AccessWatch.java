package dev.parley.chat;

import dev.parley.access.AccessChanged;
import dev.parley.access.Embedding;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentChanged;
import dev.parley.agents.Agents;
import dev.parley.agents.TokenPolicy;
import dev.parley.identity.Principal;
import dev.parley.identity.UserRevoked;
import dev.parley.identity.VerifiedUser;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.tenants.KeysChanged;
import dev.parley.tenants.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges open sockets anew when what let them in has changed: a key, a revocation, an agent, a grant or a login.
final class AccessWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccessWatch.class);
    private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(5);

    private final OpenSockets sockets;
    private final Agents agents;
    private final Admission admission;
    private final AtomicLong changes;

    /// @param changes counted up before any socket is judged, so that whoever is being let in meanwhile looks again
    AccessWatch(OpenSockets sockets, Agents agents, Admission admission, AtomicLong changes) {
        this.sockets = sockets;
        this.agents = agents;
        this.admission = admission;
        this.changes = changes;
    }

    void listen(Events events) {
        events.subscribe(KeysChanged.class, this::keysChanged);
        events.subscribe(UserRevoked.class, this::userRevoked);
        events.subscribe(AgentChanged.class, this::agentChanged);
        events.subscribe(AccessChanged.class, this::accessChanged);
    }

    private void keysChanged(KeysChanged change) {
        changes.incrementAndGet();
        forEachUser(user -> change.keyId().equals(user.keyId()) || change.keyId().equals(user.context().apiKey()),
                session -> {
                    if (change.immediate()) {
                        session.standing().end(Refused.because(ErrorCode.AUTHENTICATION_FAILED,
                                "The key behind this token was revoked. Connect again with a token of the current key."));
                    } else {
                        session.standing().reauthenticate(ErrorCode.AUTHENTICATION_FAILED);
                    }
                });
    }

    private void userRevoked(UserRevoked revoked) {
        changes.incrementAndGet();
        forEachUser(user -> isRevoked(user, revoked), session -> {
            if (session.visit().agent().equals(revoked.agent())) {
                session.standing().end(Refused.because(ErrorCode.AUTHENTICATION_FAILED,
                        "The tokens of this user were revoked. Connect again with one issued after that."));
            }
        });
    }

    private static boolean isRevoked(VerifiedUser user, UserRevoked revoked) {
        var principal = user.principal();
        var issuedAt = user.context().issuedAt();
        return principal.issuer() == revoked.issuer() && principal.id().equals(revoked.userId())
                && (issuedAt == null || !issuedAt.isAfter(revoked.notBefore()));
    }

    private void agentChanged(AgentChanged change) {
        changes.incrementAndGet();
        later(() -> {
            sockets.forEach(session -> {
                if (session.visit().agent().equals(change.agent())) {
                    judge(session, () -> agents.byId(change.tenant(), change.agent()));
                }
            });
        });
    }

    private void accessChanged(AccessChanged change) {
        changes.incrementAndGet();
        judgeMembers((tenant, visit) ->
                tenant.equals(change.tenant()) || visit.tenant().equals(change.tenant()));
    }

    /// Judges every member anew, since a login may also have been ended beside this process, as `reset-password` does.
    void judgeMembers() {
        judgeMembers((_, _) -> true);
    }

    private void judgeMembers(BiPredicate<TenantId, Visit> which) {
        later(() -> sockets.forEach(session -> session.standing().guest().ifPresent(guest -> {
            if (isLogin(guest.caller(), session.visit(), which)) {
                judge(session, () -> agents.byId(session.visit().tenant(), session.visit().agent()));
            }
        })));
    }

    /// A preview lives as long as a login too, of the agent's own tenant.
    private static boolean isLogin(Caller caller, Visit visit, BiPredicate<TenantId, Visit> which) {
        return switch (caller) {
            case Caller.Member(var login, var _) -> which.test(login.tenant(), visit);
            case Caller.Preview _ -> which.test(visit.tenant(), visit);
            case Caller.User _, Caller.Visitor _ -> false;
        };
    }

    /// Whoever cannot be judged is not let stay: they connect anew when the store answers again.
    private void judge(ChatSession session, Supplier<Optional<Agent>> agent) {
        session.standing().guest().ifPresent(guest -> {
            try {
                judge(session, guest, agent.get().orElseThrow(() -> Refused.notFound("agent")));
            } catch (Refused e) {
                session.standing().end(e);
            } catch (RuntimeException e) {
                LOG.error("{}: whether this connection may stay could not be found out", session.visit().requestId(), e);
                session.standing().end(Refused.until(ErrorCode.UNAVAILABLE,
                        "Whether you may still use the agent cannot be told now. Connect again shortly.", UNAVAILABLE_FOR));
            }
        });
    }

    private void judge(ChatSession session, Guest guest, Agent agent) {
        var caller = guest.caller();
        var from = session.visit().from();
        var embedding = from.ownPage() ? inFrame(guest, agent) : from.embedding(agent, null);
        admission.requireStillKnown(caller, agent);
        if (!accepts(agent, caller.principal())) {
            throw Refused.because(ErrorCode.AUTHENTICATION_FAILED,
                    "The agent no longer accepts tokens of this kind of key. Sign with one that it accepts.");
        }
        admission.requireAccess(caller, agent, embedding);
    }

    /// Where our own page stands. The list under which it was framed has changed: its frame ticket no longer counts.
    private static Embedding inFrame(Guest guest, Agent agent) {
        boolean outdated = !agent.definition().allowedOrigins().equals(guest.origins());
        return outdated && guest.embedding() == Embedding.LISTED ? Embedding.UNLISTED : guest.embedding();
    }

    private static boolean accepts(Agent agent, Principal principal) {
        return switch (principal.issuer()) {
            case null -> true;
            case AGENT -> agent.accepts().contains(TokenPolicy.Issuer.AGENT);
            case TENANT -> agent.accepts().contains(TokenPolicy.Issuer.TENANT);
            case HUB -> agent.accepts().contains(TokenPolicy.Issuer.MINTED);
        };
    }

    private void forEachUser(Predicate<VerifiedUser> which, Consumer<ChatSession> action) {
        sockets.forEach(session -> session.standing().guest().ifPresent(guest -> {
            var user = guest.caller().verifiedUser();
            if (user != null && which.test(user)) {
                action.accept(session);
            }
        }));
    }

    /// Asks the store, so not on the thread of whoever announced the change.
    private static void later(Runnable task) {
        Thread.ofVirtual().name("access").start(task);
    }
}
