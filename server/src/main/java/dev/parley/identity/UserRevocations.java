package dev.parley.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.Database.Dialect;
import dev.parley.platform.events.Events;
import dev.parley.platform.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// From when on a user's tokens count at an agent: everything issued before was revoked. Thread-safe.
public final class UserRevocations {
    private static final int CACHED = 50_000;

    private final Database database;
    private final Audit audit;
    private final Events events;
    private final InstantSource clock;
    private final boolean soleWriter;
    /// Moves with every revocation on this node, so that an answer read before one is not taken for current.
    private final AtomicLong epoch = new AtomicLong();
    /// Agents without any revocation, with the epoch in which that was read; only where this process is the one writer.
    private final Cache<AgentId, Long> untouched = Caffeine.newBuilder().maximumSize(CACHED).build();

    public UserRevocations(Database database, Audit audit, Events events, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.soleWriter = database.dialect() == Dialect.SQLITE;
    }

    /// Ends every token of this user that was issued up to now, at this agent.
    public void revoke(Agent agent, Principal.Issuer issuer, String userId, Actor actor) {
        var notBefore = Instant.ofEpochMilli(clock.millis());
        try {
            database.write(handle -> {
                handle.createUpdate("""
                                INSERT INTO user_revocations (tenant_id, agent_id, issuer, user_id, not_before)
                                VALUES (:tenant, :agent, :issuer, :user, :notBefore)
                                ON CONFLICT (agent_id, issuer, user_id) DO UPDATE SET not_before = excluded.not_before
                                WHERE user_revocations.not_before < excluded.not_before""")
                        .bind("tenant", agent.tenant().value()).bind("agent", agent.id().value())
                        .bind("issuer", issuer.name()).bind("user", userId)
                        .bind("notBefore", notBefore.toEpochMilli())
                        .execute();
                audit.record(handle, agent.tenant().value(), actor, "user.revoked", agent.id().value(), Json.object()
                        .put("issuer", issuer.name().toLowerCase(Locale.ROOT)).put("user", userId));
                return agent;
            });
        } finally {
            epoch.incrementAndGet();
        }
        events.publish(new UserRevoked(agent.id(), issuer, userId, notBefore));
    }

    /// Whether tokens of this user that were issued then, or at a time they do not tell, were revoked at this agent.
    boolean covers(Agent agent, Principal.Issuer issuer, String userId, @Nullable Instant issuedAt) {
        long asked = epoch.get();
        var unaffected = untouched.getIfPresent(agent.id());
        if (unaffected != null && unaffected == asked) {
            return false;
        }
        if (soleWriter && !any(agent)) {
            untouched.put(agent.id(), asked);
            return false;
        }
        var notBefore = notBefore(agent, issuer, userId);
        return notBefore != null && (issuedAt == null || !issuedAt.isAfter(notBefore));
    }

    private boolean any(Agent agent) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM user_revocations WHERE agent_id = :agent LIMIT 1")
                .bind("agent", agent.id().value()).mapTo(Integer.class).findOne().isPresent());
    }

    private @Nullable Instant notBefore(Agent agent, Principal.Issuer issuer, String userId) {
        return database.read(handle -> handle.createQuery("""
                        SELECT not_before FROM user_revocations
                        WHERE tenant_id = :tenant AND agent_id = :agent AND issuer = :issuer AND user_id = :user""")
                .bind("tenant", agent.tenant().value()).bind("agent", agent.id().value())
                .bind("issuer", issuer.name()).bind("user", userId)
                .mapTo(Long.class).findOne().map(Instant::ofEpochMilli).orElse(null));
    }
}
