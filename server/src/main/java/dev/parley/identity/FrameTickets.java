package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.platform.crypto.MasterKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells the hub later how it served a frame page: for which agent, under which list of allowed origins, and whether into
/// a frame. Requests from inside the page carry our own origin, which says nothing of the page around it.
public final class FrameTickets {
    public static final Duration LIFETIME = Duration.ofHours(12);
    /// How long after its end a ticket can still be exchanged for a new one: a computer may have slept over a holiday.
    public static final Duration RENEWABLE = Duration.ofDays(30);

    public static final String PREFIX = "tkt_";

    private static final Pattern GRAMMAR = Pattern.compile(PREFIX + "([ft])([0-9]{1,12})(?:~([A-Za-z0-9_-]{1,400}))?\\.([A-Za-z0-9_-]{43})");

    private final Stamp stamp;
    private final InstantSource clock;

    public FrameTickets(MasterKey masterKey, InstantSource clock) {
        this.stamp = new Stamp(masterKey, "parley/frame-ticket/v1");
        this.clock = clock;
    }

    /// How a frame page was served.
    ///
    /// @param framed whether the browser loaded it into a frame, in which case the list decided whose
    /// @param parent the origin of the page around the frame as its browser told it, for telling a builder which page was
    ///               refused and for nothing else; null if unknown
    public record FrameTicket(boolean framed, @Nullable String parent) {
        public FrameTicket(boolean framed) {
            this(framed, null);
        }
    }

    public String issue(Agent agent, boolean framed) {
        return issue(agent, new FrameTicket(framed));
    }

    public String issue(Agent agent, FrameTicket ticket) {
        var kind = ticket.framed() ? "f" : "t";
        var expiry = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
        var around = ticket.parent() == null ? "" : encoded(ticket.parent());
        return PREFIX + kind + expiry + (around.isEmpty() ? "" : "~" + around) + "."
                + stamp.on(parts(agent, kind, expiry, around));
    }

    /// What a ticket for this agent says; empty if it is another's, older than its lifetime, or from before the agent's
    /// list of origins changed.
    public Optional<FrameTicket> read(Agent agent, String ticket) {
        return genuine(agent, ticket, Duration.ZERO);
    }

    /// A fresh ticket for a page that stays open, which says the same of it as its last one did; empty if that was no
    /// ticket for this agent, ended too long ago, or is from before the agent's list of origins changed.
    public Optional<String> renew(Agent agent, String ticket) {
        return genuine(agent, ticket, RENEWABLE).map(last -> issue(agent, last));
    }

    /// What a ticket says that this hub issued for the agent under its present list.
    private Optional<FrameTicket> genuine(Agent agent, String ticket, Duration afterItsEnd) {
        var matcher = GRAMMAR.matcher(ticket);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var around = matcher.group(3) == null ? "" : matcher.group(3);
        if (!stamp.isOn(matcher.group(4), parts(agent, matcher.group(1), matcher.group(2), around))) {
            return Optional.empty();
        }
        boolean over = clock.instant().minus(afterItsEnd).getEpochSecond() >= Long.parseLong(matcher.group(2));
        return over ? Optional.empty() : Optional.of(
                new FrameTicket(matcher.group(1).equals("f"), around.isEmpty() ? null : decoded(around)));
    }

    private static String encoded(String origin) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(origin.getBytes(StandardCharsets.UTF_8));
    }

    /// Only what this hub encoded and stamped comes here.
    private static String decoded(String origin) {
        return new String(Base64.getUrlDecoder().decode(origin), StandardCharsets.UTF_8);
    }

    private static String[] parts(Agent agent, String kind, String expiry, String around) {
        var list = agent.definition().allowedOrigins().stream().sorted().toList();
        return new String[] {agent.tenant().value(), agent.id().value(), String.join(" ", list), kind, expiry, around};
    }
}
