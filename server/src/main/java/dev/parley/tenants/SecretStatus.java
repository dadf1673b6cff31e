package dev.parley.tenants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What may be shown of a holder's secrets.
///
/// @param current  null while there is none
/// @param previous the one that still verifies during an overlap; null if there is none
public record SecretStatus(@Nullable Entry current, @Nullable Entry previous) {
    /// @param lastUsedAt to the minute; null if it never verified a token
    /// @param retiresAt  null for the current one
    public record Entry(
            String id, Instant createdAt, @Nullable Instant lastUsedAt, @Nullable Instant retiresAt) {
        private ObjectNode json() {
            var json = Json.object().put("id", id).put("createdAt", Json.time(createdAt));
            json.put("lastUsedAt", lastUsedAt == null ? null : Json.time(lastUsedAt));
            if (retiresAt != null) {
                json.put("retiresAt", Json.time(retiresAt));
            }
            return json;
        }
    }

    public boolean configured() {
        return current != null || previous != null;
    }

    /// As it goes over the wire.
    public ObjectNode json() {
        var json = Json.object().put("configured", configured());
        if (current != null) {
            json.set("current", current.json());
        }
        if (previous != null) {
            json.set("previous", previous.json());
        }
        return json;
    }
}
