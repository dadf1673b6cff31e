package dev.parley.access;

import dev.parley.agents.Agent;
import dev.parley.identity.Principal;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.Members;
import dev.parley.members.Role;
import dev.parley.platform.http.ErrorCode;
import java.util.Optional;

/// Decides who may use an agent. A principal has been proven before it comes here; whether it still may is asked anew
/// whenever something changes.
public final class AccessPolicy {
    private static final Decision BY_TOKEN = new Decision.Allowed(new Way.ByToken());
    private static final Decision OPEN = new Decision.Allowed(new Way.Open());

    private final Members members;
    private final Grants grants;

    public AccessPolicy(Members members, Grants grants) {
        this.members = members;
        this.grants = grants;
    }

    public Decision decide(Principal principal, Agent agent, Embedding embedding) {
        return switch (agent.status()) {
            case SUSPENDED -> suspended();
            case ACTIVE -> decideOnceActive(principal, agent, embedding);
        };
    }

    /// Decides for a builder who tries a draft, whose login and role the ticket stands for.
    public Decision decidePreview(Agent agent) {
        return switch (agent.status()) {
            case SUSPENDED -> suspended();
            case ACTIVE -> BY_TOKEN;
        };
    }

    private static Decision suspended() {
        return new Decision.Denied(ErrorCode.UNAVAILABLE,
                "This agent is suspended. Its owner can make it active again in the console.");
    }

    private Decision decideOnceActive(Principal principal, Agent agent, Embedding embedding) {
        return switch (principal.kind()) {
            case USER -> BY_TOKEN;
            case MEMBER -> members.proven(new MemberId(principal.id()))
                    .map(member -> decideMember(member, agent, embedding))
                    .orElseGet(() -> new Decision.Denied(
                            ErrorCode.AUTHENTICATION_FAILED, "This login is over: sign in again."));
            case VISITOR -> decideVisitor(agent, embedding);
        };
    }

    /// The decision on somebody who can sign in, or will when they have accepted their invitation.
    Decision decideMember(Member member, Agent agent, Embedding embedding) {
        if (embedding == Embedding.UNLISTED) {
            return unlisted();
        }
        return switch (agent.access()) {
            case PUBLIC -> OPEN;
            case PRIVATE -> wayInto(member, agent).<Decision>map(Decision.Allowed::new)
                    .orElseGet(() -> new Decision.Denied(
                            ErrorCode.ACCESS_DENIED, "This agent is private: ask its owner for an invitation."));
        };
    }

    private Optional<Way> wayInto(Member member, Agent agent) {
        if (!member.tenant().equals(agent.tenant())) {
            return Optional.empty();
        }
        return member.role().covers(Role.BUILDER)
                ? Optional.of(new Way.ByRole(member.role()))
                : grants.way(agent.tenant(), agent.id(), member.id());
    }

    private static Decision decideVisitor(Agent agent, Embedding embedding) {
        return switch (agent.access()) {
            case PRIVATE -> new Decision.Denied(ErrorCode.SIGN_IN_REQUIRED,
                    "This agent is private: sign in, or open it from the product it is part of.");
            case PUBLIC -> switch (embedding) {
                case LINK, LISTED -> OPEN;
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
