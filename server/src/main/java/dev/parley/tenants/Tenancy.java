package dev.parley.tenants;

import dev.parley.audit.Audit;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import java.time.Clock;

/// Everything about organisations and their keys.
public record Tenancy(Tenants tenants, ApiKeys apiKeys, SigningSecrets secrets) {
    public static Tenancy create(Database database, SecretBox box, Audit audit, Events events, Clock clock) {
        return new Tenancy(
                new Tenants(database, audit, clock),
                new ApiKeys(database, audit, events, clock),
                new SigningSecrets(database, box, audit, events, clock));
    }
}
