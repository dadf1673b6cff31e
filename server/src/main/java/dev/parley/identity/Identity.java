package dev.parley.identity;

import dev.parley.audit.Audit;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.tenants.Tenancy;
import java.time.Clock;

/// Everything about proving who an end user is.
public record Identity(
        TokenVerifier verifier, UserRevocations revocations, Minting minting, VisitorTokens visitorTokens,
        FrameTickets frameTickets, PreviewTickets previewTickets, TokensWithoutExpiry tokensWithoutExpiry,
        RefusalLog refusals) {
    public static Identity create(
            Database database, MasterKey masterKey, Tenancy tenancy, Audit audit, Events events, Clock clock) {
        var revocations = new UserRevocations(database, audit, events, clock);
        var withoutExpiry = new TokensWithoutExpiry();
        return new Identity(
                new TokenVerifier(
                        tenancy.secrets(), revocations, tenancy.apiKeys()::isLive, clock, withoutExpiry::count),
                revocations,
                new Minting(tenancy.secrets(), database, audit, clock),
                new VisitorTokens(masterKey),
                new FrameTickets(masterKey, clock),
                new PreviewTickets(masterKey, clock),
                withoutExpiry,
                new RefusalLog(clock));
    }
}
