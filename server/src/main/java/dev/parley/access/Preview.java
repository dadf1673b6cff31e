package dev.parley.access;

import dev.parley.identity.Principal;
import java.time.Instant;
import java.util.Map;

/// A builder's chat with a draft, proven by a ticket.
///
/// @param principal whose conversations it holds: this preview's and nobody else's
/// @param variables what the identity that was chosen says of the agent's variables
/// @param expiresAt when the ticket ends
public record Preview(Principal principal, Map<String, Object> variables, Instant expiresAt) {
    public Preview {
        variables = Map.copyOf(variables);
    }
}
