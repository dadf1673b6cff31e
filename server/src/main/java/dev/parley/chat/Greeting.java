package dev.parley.chat;

import dev.parley.agents.Agent;
import dev.parley.chat.frames.AgentCard;
import dev.parley.chat.frames.HubFrame;
import dev.parley.conversations.Conversation;
import dev.parley.conversations.Conversations;
import dev.parley.models.Instructions;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import java.time.Duration;
import java.time.InstantSource;

/// Answers `hello`: lets the caller in and tells them who they are here.
final class Greeting {
    private static final Duration SOCKET_WAIT = Duration.ofSeconds(10);

    private final Admission admission;
    private final Conversations conversations;
    private final Handover handover;
    private final Limits limits;
    private final InstantSource clock;
    private final String epoch;

    Greeting(Admission admission, Conversations conversations, Handover handover, Limits limits, InstantSource clock, String epoch) {
        this.admission = admission;
        this.conversations = conversations;
        this.handover = handover;
        this.limits = limits;
        this.clock = clock;
        this.epoch = epoch;
    }

    /// @throws Refused if the caller is
    void greet(ChatSession session, Agent agent, Credentials credentials) {
        var visit = session.visit();
        var admitted = admission.admit(agent, visit.from(), credentials, visit.address());
        var permit = holdSocket(admitted, visit);
        try {
            var adopted = handover.take(admitted, credentials.visitor());
            session.admit(admitted, ready(admitted, adopted), permit);
        } catch (RuntimeException e) {
            permit.close();
            throw e;
        }
    }

    private Limits.Permit holdSocket(Admitted admitted, Visit visit) {
        var principal = admitted.caller().principal();
        var permit = admitted.caller() instanceof Caller.Visitor
                ? limits.hold(Limit.SOCKETS_PER_ADDRESS, Limits.network(visit.address()))
                : limits.hold(Limit.SOCKETS_PER_USER, visit.agent().value() + " " + principal.owner());
        return permit.orElseThrow(() -> Refused.until(ErrorCode.RATE_LIMITED,
                "Too many connections are open. Close one, or wait until one ends.", SOCKET_WAIT));
    }

    private HubFrame.Ready ready(Admitted admitted, boolean adopted) {
        var caller = admitted.caller();
        var latest = conversations.latest(admitted.asker().owner()).map(Conversation::id).orElse(null);
        return new HubFrame.Ready(caller.principal(), card(admitted), latest, caller.visitorToken(), adopted,
                caller.expiresAt(), epoch, clock.instant());
    }

    /// The agent as this caller sees it.
    static AgentCard card(Admitted admitted) {
        var agent = admitted.agent();
        var definition = agent.definition();
        var variables = admitted.asker().variables();
        var starters = definition.starters().stream().map(text -> Instructions.render(text, variables))
                .filter(text -> !text.isBlank()).toList();
        return new AgentCard(agent.id(), agent.slug(), definition.name(),
                Instructions.render(definition.greeting(), variables), starters, definition.content().appearance());
    }
}
