package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.platform.crypto.MasterKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells the hub later how it served a frame page: for which agent, under which list of allowed origins, and whether into
/// a frame. Requests from inside the page carry our own origin, which says nothing of the page around it.
public final class FrameTickets {
    public static final Duration LIFETIME = Duration.ofHours(12);
    /// How long after its end a ticket can still be exchanged for a new one: a computer may have slept over a holiday.
    public static final Duration RENEWABLE = Duration.ofDays(30);

    public static final String PREFIX = "tkt_";

    private static final Pattern GRAMMAR = Pattern.compile(PREFIX + "([ft])([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final Stamp stamp;
    private final InstantSource clock;

    public FrameTickets(MasterKey masterKey, InstantSource clock) {
        this.stamp = new Stamp(masterKey, "parley/frame-ticket/v1");
        this.clock = clock;
    }

    /// How a frame page was served.
    ///
    /// @param framed whether the browser loaded it into a frame, in which case the list decided whose
    public record FrameTicket(boolean framed) {}

    public String issue(Agent agent, boolean framed) {
        return issue(agent, framed ? "f" : "t");
    }

    private String issue(Agent agent, String kind) {
        var expiry = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
        return PREFIX + kind + expiry + "." + stamp.on(parts(agent, kind, expiry));
    }

    /// What a ticket for this agent says; empty if it is another's, older than its lifetime, or from before the agent's
    /// list of origins changed.
    public Optional<FrameTicket> read(Agent agent, String ticket) {
        return genuine(agent, ticket, Duration.ZERO).map(kind -> new FrameTicket(kind.equals("f")));
    }

    /// A fresh ticket for a page that stays open, which says the same of it as its last one did; empty if that was no
    /// ticket for this agent, ended too long ago, or is from before the agent's list of origins changed.
    public Optional<String> renew(Agent agent, String ticket) {
        return genuine(agent, ticket, RENEWABLE).map(kind -> issue(agent, kind));
    }

    /// The kind of a ticket that this hub issued for the agent under its present list.
    private Optional<String> genuine(Agent agent, String ticket, Duration afterItsEnd) {
        var matcher = GRAMMAR.matcher(ticket);
        if (!matcher.matches() || !stamp.isOn(matcher.group(3), parts(agent, matcher.group(1), matcher.group(2)))) {
            return Optional.empty();
        }
        boolean over = clock.instant().minus(afterItsEnd).getEpochSecond() >= Long.parseLong(matcher.group(2));
        return over ? Optional.empty() : Optional.of(matcher.group(1));
    }

    private static String[] parts(Agent agent, String kind, String expiry) {
        var list = agent.definition().allowedOrigins().stream().sorted().toList();
        return new String[] {agent.tenant().value(), agent.id().value(), String.join(" ", list), kind, expiry};
    }
}
