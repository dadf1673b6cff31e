package dev.parley.audit;

import java.time.Instant;

/// One line of a tenant's log.
///
/// @param seq          its number in the tenant's chain, from 1 without gaps
/// @param action       what was done, such as `agent.updated`
/// @param target       the id of what it was done to
/// @param details      a JSON object without secrets
/// @param previousHash the hash of the line before it, in hex; of the first line {@link Chain#START}
/// @param hash         SHA-256 over `previousHash` and this line, in hex
public record AuditEntry(
        String tenant, long seq, Instant at, Actor actor, String action, String target, String details,
        String previousHash, String hash) {}
