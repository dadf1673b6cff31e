package dev.parley.identity;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentId;
import dev.parley.agents.TokenPolicy;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.Tenancy;
import dev.parley.tenants.TenantId;
import dev.parley.testing.TestClock;
import java.time.Instant;
import java.util.List;

/// The identity of one tenant with one agent, on a real database and a clock that stands still.
final class IdentityFixture implements AutoCloseable {
    final TestClock clock = new TestClock(Instant.parse("2026-11-21T12:00:00Z"));
    final Events events = new Events();
    final Database database;
    final Tenancy tenancy;
    final Identity identity;
    final TenantId tenant;
    final Agent agent;

    IdentityFixture() {
        this(TestDatabases.open(Database.Dialect.SQLITE));
    }

    IdentityFixture(Database database) {
        this.database = database;
        var masterKey = MasterKey.parse(Ids.secret(), "test");
        var audit = new Audit(database, clock);
        this.tenancy = Tenancy.create(database, new SecretBox(masterKey), audit, events, clock);
        this.identity = Identity.create(database, masterKey, tenancy, audit, events, clock);
        this.tenant = newTenant();
        this.agent = newAgent(tenant, TokenPolicy.DEFAULT);
    }

    TenantId newTenant() {
        return database.write(handle -> tenancy.tenants().create(handle, "Acme", Actor.MACHINE)).id();
    }

    Agent newAgent(TenantId owner, TokenPolicy policy) {
        var definition = new AgentDefinition("Helper", AgentContent.EMPTY, List.of(), policy);
        var id = AgentId.next();
        database.write(handle -> handle.execute("""
                INSERT INTO agents (id, tenant_id, slug, definition, access, status, created_at, updated_at)
                VALUES (?, ?, ?, '{}', 'PUBLIC', 'ACTIVE', 0, 0)""", id.value(), owner.value(), id.value()));
        return new Agent(id, owner, "helper", definition, Agent.Access.PUBLIC, Agent.Status.ACTIVE, false,
                clock.instant(), clock.instant());
    }

    /// The same agent as the tenant's default, which accepts all three kinds of key.
    Agent asDefault() {
        return new Agent(agent.id(), agent.tenant(), agent.slug(), agent.definition(), agent.access(), agent.status(),
                true, agent.createdAt(), agent.updatedAt());
    }

    KeyHolder agentKeys() {
        return KeyHolder.agent(tenant, agent.id().value());
    }

    String newIdentitySecret() {
        return tenancy.secrets().generate(agentKeys(), Actor.MACHINE).orElseThrow().text();
    }

    String newTenantSecret() {
        return tenancy.secrets().generate(KeyHolder.tenant(tenant), Actor.MACHINE).orElseThrow().text();
    }

    Verification verify(Agent at, String token) {
        return identity.verifier().verify(at, token);
    }

    VerifiedUser accepted(Agent at, String token) {
        return switch (verify(at, token)) {
            case Verification.Verified(var user) -> user;
            case Verification.Refusal(var code, var detail) -> throw new AssertionError("refused: " + code + " " + detail);
        };
    }

    Verification.Refusal refused(Agent at, String token) {
        return switch (verify(at, token)) {
            case Verification.Verified(var user) -> throw new AssertionError("accepted " + user.principal());
            case Verification.Refusal refusal -> refusal;
        };
    }

    long in(long seconds) {
        return clock.instant().getEpochSecond() + seconds;
    }

    @Override
    public void close() {
        database.close();
    }
}
