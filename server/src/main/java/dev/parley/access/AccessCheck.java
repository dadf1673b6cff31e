package dev.parley.access;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.identity.TokenVerifier;
import dev.parley.identity.Verification;
import dev.parley.identity.VerifiedUser;
import dev.parley.members.Member;
import dev.parley.members.Members;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.ErrorCode;
import dev.parley.tenants.TenantId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says of anybody whether they may use an agent and through what, by the very policy and verifier that decide it.
public final class AccessCheck {
    private static final Principal STRANGER = new Principal(Principal.Kind.VISITOR, null, "", null);

    private final AccessPolicy policy;
    private final TokenVerifier verifier;
    private final Members members;
    private final Grants grants;

    AccessCheck(AccessPolicy policy, TokenVerifier verifier, Members members, Grants grants) {
        this.policy = policy;
        this.verifier = verifier;
        this.members = members;
        this.grants = grants;
    }

    /// What was found out.
    ///
    /// @param user       whom a good token proves; null if no token was asked about, or it proves nobody
    /// @param afterwards what somebody who has yet to accept their invitation may do then; null for everybody else
    public record Finding(Decision decision, @Nullable VerifiedUser user, @Nullable Decision afterwards) {
        private Finding(Decision decision) {
            this(decision, null, null);
        }
    }

    /// Whether a member may use the agent when they open its link.
    public Finding ofMember(Agent agent, Member member) {
        if (member.status() == Member.Status.ACTIVE) {
            return new Finding(policy.decide(principal(member), agent, Embedding.LINK));
        }
        var pending = new Decision.Denied(ErrorCode.SIGN_IN_REQUIRED,
                "They were invited and have not accepted yet: send them a new link.");
        return new Finding(pending, null, policy.decideMember(member, agent, Embedding.LINK));
    }

    /// Whether somebody may use the agent who has no login here.
    public Finding ofStranger(Agent agent) {
        return new Finding(policy.decide(STRANGER, agent, Embedding.LINK));
    }

    /// Whether whoever shows this token may use the agent.
    public Finding ofToken(Agent agent, String token) {
        return switch (verifier.verify(agent, token)) {
            case Verification.Refusal(var code, var detail) -> new Finding(new Decision.Denied(code, detail));
            case Verification.Verified(var user) ->
                    new Finding(policy.decide(user.principal(), agent, Embedding.LINK), user, null);
        };
    }

    /// The agents granted to a group, the last granted first.
    public List<AgentId> grantedTo(TenantId tenant, String group) {
        return grants.ofGroup(tenant, group);
    }

    /// A member who may use an agent, now or when they have accepted their invitation.
    public record Reaching(Member member, Way way) {}

    /// The members who may use the agent through a role or a grant, older than `before` and newest first. Of a public one
    /// these are the members whom it would be left to if it became private.
    public List<Reaching> reaching(Agent agent, Cursor before, int limit) {
        var closed = new Agent(agent.id(), agent.tenant(), agent.slug(), agent.definition(), Agent.Access.PRIVATE,
                agent.status(), agent.isDefault(), agent.createdAt(), agent.updatedAt());
        return grants.candidates(agent.tenant(), agent.id(), before, limit).stream()
                .flatMap(id -> members.byId(agent.tenant(), id).stream())
                .flatMap(member -> policy.decideMember(member, closed, Embedding.LINK) instanceof Decision.Allowed(var way)
                        ? Stream.of(new Reaching(member, way)) : Stream.empty())
                .toList();
    }

    private static Principal principal(Member member) {
        return new Principal(Principal.Kind.MEMBER, null, member.id().value(), member.email());
    }
}
