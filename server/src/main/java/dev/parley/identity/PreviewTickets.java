package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.platform.crypto.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// Opens the preview of an agent's draft for a short while: names the preview, stamped for one agent. Whoever may no
/// longer preview is found out where the preview itself is looked up.
public final class PreviewTickets {
    public static final String PREFIX = "pvt_";
    /// What every id of a preview starts with. No visitor's id does, so that its conversations are nobody else's.
    public static final String ID_PREFIX = "prv_";

    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Pattern GRAMMAR = Pattern.compile(
            PREFIX + "([0-9A-Za-z]{22})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final Stamp stamp;
    private final InstantSource clock;

    public PreviewTickets(MasterKey masterKey, InstantSource clock) {
        this.stamp = new Stamp(masterKey, "parley/preview-ticket/v1");
        this.clock = clock;
    }

    /// Which preview a ticket opens, and until when.
    public record PreviewTicket(String preview, Instant expiresAt) {
        /// Who talks in the preview.
        public Principal principal() {
            return principalOf(preview);
        }
    }

    /// A ticket as text.
    public record Issued(String text, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[" + expiresAt + "]";
        }
    }

    public static Principal principalOf(String preview) {
        return new Principal(Principal.Kind.VISITOR, null, preview, null);
    }

    /// @param preview its id, which starts with `prv_`
    public Issued issue(Agent agent, String preview) {
        var expiresAt = Instant.ofEpochSecond(clock.instant().plus(LIFETIME).getEpochSecond());
        var expiry = Long.toString(expiresAt.getEpochSecond());
        var text = PREFIX + preview.substring(ID_PREFIX.length()) + "." + expiry + "."
                + stamp.on(agent.tenant().value(), agent.id().value(), preview, expiry);
        return new Issued(text, expiresAt);
    }

    /// What a ticket for this agent says; empty if it is another's or over.
    public Optional<PreviewTicket> read(Agent agent, String ticket) {
        var matcher = GRAMMAR.matcher(ticket);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var preview = ID_PREFIX + matcher.group(1);
        var expiry = matcher.group(2);
        if (!stamp.isOn(matcher.group(3), agent.tenant().value(), agent.id().value(), preview, expiry)) {
            return Optional.empty();
        }
        var expiresAt = Instant.ofEpochSecond(Long.parseLong(expiry));
        return clock.instant().isBefore(expiresAt) ? Optional.of(new PreviewTicket(preview, expiresAt)) : Optional.empty();
    }
}
