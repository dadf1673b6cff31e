package dev.parley.access;

import dev.parley.agents.Agent;
import dev.parley.identity.Principal;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.Members;
import dev.parley.members.Role;
import dev.parley.platform.http.ErrorCode;

/// Decides who may use an agent. A principal has been proven before it comes here; whether it still may is asked anew
/// whenever something changes.
public final class AccessPolicy {
    private static final Decision ALLOWED = new Decision.Allowed();

    private final Members members;
    private final Grants grants;

    public AccessPolicy(Members members, Grants grants) {
        this.members = members;
        this.grants = grants;
    }

    public Decision decide(Principal principal, Agent agent, Embedding embedding) {
        return switch (agent.status()) {
            case SUSPENDED -> new Decision.Denied(ErrorCode.UNAVAILABLE,
                    "This agent is suspended. Its owner can make it active again in the console.");
            case ACTIVE -> switch (principal.kind()) {
                case USER -> ALLOWED;
                case MEMBER -> decideMember(new MemberId(principal.id()), agent, embedding);
                case VISITOR -> decideVisitor(agent, embedding);
            };
        };
    }

    private Decision decideMember(MemberId id, Agent agent, Embedding embedding) {
        var member = members.proven(id);
        if (member.isEmpty()) {
            return new Decision.Denied(ErrorCode.AUTHENTICATION_FAILED, "This login is over: sign in again.");
        }
        if (embedding == Embedding.UNLISTED) {
            return unlisted();
        }
        return switch (agent.access()) {
            case PUBLIC -> ALLOWED;
            case PRIVATE -> mayUsePrivate(member.get(), agent) ? ALLOWED : new Decision.Denied(
                    ErrorCode.ACCESS_DENIED, "This agent is private: ask its owner for an invitation.");
        };
    }

    private boolean mayUsePrivate(Member member, Agent agent) {
        return member.tenant().equals(agent.tenant())
                && (member.role().covers(Role.BUILDER) || grants.holds(agent.tenant(), agent.id(), member.id()));
    }

    private static Decision decideVisitor(Agent agent, Embedding embedding) {
        return switch (agent.access()) {
            case PRIVATE -> new Decision.Denied(ErrorCode.SIGN_IN_REQUIRED,
                    "This agent is private: sign in, or open it from the product it is part of.");
            case PUBLIC -> switch (embedding) {
                case LINK, LISTED -> ALLOWED;
                case UNLISTED -> unlisted();
            };
        };
    }

    private static Decision unlisted() {
        return new Decision.Denied(ErrorCode.ORIGIN_NOT_ALLOWED,
                "The agent lists no origin, so only an identity token opens it inside another page: send one, or list "
                        + "the page's origin in the agent's allowed origins.");
    }
}
