package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.ids.Ids;
import java.util.Optional;

/// Lets an anonymous visitor come back as the same one: an id that the hub made, stamped for one agent. Never a JWT.
public final class VisitorTokens {
    public static final String PREFIX = "vis_";

    private static final String ID_PREFIX = "vst_";

    private final Stamp stamp;

    public VisitorTokens(MasterKey masterKey) {
        this.stamp = new Stamp(masterKey, "parley/visitor-token/v1");
    }

    /// A visitor nobody has seen before, and the text that proves them on their next visit.
    public record NewVisitor(Principal principal, String token) {
        /// Without the token.
        @Override
        public String toString() {
            return "NewVisitor[" + principal + "]";
        }
    }

    public NewVisitor make(Agent agent) {
        var id = Ids.next(ID_PREFIX);
        var token = PREFIX + id.substring(ID_PREFIX.length()) + stamp.on(agent.tenant().value(), agent.id().value(), id);
        return new NewVisitor(principal(id), token);
    }

    /// The visitor whom this text proves to this agent; empty for any other text.
    public Optional<Principal> read(Agent agent, String token) {
        int stampAt = token.length() - Stamp.LENGTH;
        if (!token.startsWith(PREFIX) || stampAt <= PREFIX.length()) {
            return Optional.empty();
        }
        var id = ID_PREFIX + token.substring(PREFIX.length(), stampAt);
        return stamp.isOn(token.substring(stampAt), agent.tenant().value(), agent.id().value(), id)
                ? Optional.of(principal(id))
                : Optional.empty();
    }

    private static Principal principal(String id) {
        return new Principal(Principal.Kind.VISITOR, null, id, null);
    }
}
