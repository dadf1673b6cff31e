package dev.parley.chat;

import dev.parley.agents.Agent;
import dev.parley.agents.Agents;
import dev.parley.chat.runs.Runs;
import dev.parley.platform.http.Refused;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// What every socket of the hub shares.
///
/// @param changes counts the changes after which whoever is connected is judged anew
record Shared(
        Agents agents, Admission admission, Greeting greeting, Actions actions, Runs runs, OpenSockets sockets,
        Timers timers, Pacer pacer, InstantSource clock, AtomicLong changes) {
    /// @throws Refused `not_found` if the agent is gone
    Agent agent(Visit visit) {
        return agents.byId(visit.tenant(), visit.agent()).orElseThrow(() -> Refused.notFound("agent"));
    }

    /// @throws Refused if the token is
    Caller identify(Visit visit, String token) {
        return admission.identify(agent(visit), token, visit.from(), visit.address());
    }
}
