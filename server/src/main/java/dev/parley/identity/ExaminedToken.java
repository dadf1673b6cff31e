package dev.parley.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.platform.json.Json;
import dev.parley.tenants.KeyHolder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pasted token with what is known of it: what the rules that look for problems read.
///
/// @param key null if it was signed with none that could be tried
record ExaminedToken(Agent agent, PastedToken pasted, @Nullable FoundKey key, Instant now) {
    /// The rules for its claims. The key decides; where none is known the claims tell what its signer had in mind, which
    /// words an explanation and decides nothing.
    KeyHolder.Kind profile() {
        if (key != null) {
            return key.holder().kind();
        }
        if (pasted.says("iss") && claims().path("iss").asText().equals(MintedProfile.ISSUER)) {
            return KeyHolder.Kind.MINT;
        }
        return pasted.says("tenantId") || pasted.says("tenant_id") ? KeyHolder.Kind.TENANT : KeyHolder.Kind.AGENT;
    }

    ObjectNode header() {
        return pasted.header() == null ? Json.object() : pasted.header();
    }

    ObjectNode claims() {
        return pasted.claims() == null ? Json.object() : pasted.claims();
    }
}
