package dev.parley.access;

import static dev.parley.access.Embedding.LINK;
import static dev.parley.access.Embedding.LISTED;
import static dev.parley.access.Embedding.UNLISTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentEdit;
import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.identity.Principal;
import dev.parley.members.Email;
import dev.parley.members.Groups;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.Members;
import dev.parley.members.Role;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.events.Events;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every cell of the table: agent × principal × where it is embedded.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessPolicyTest {
    private static final String OK = "ok";
    private static final String ORIGIN = "origin_not_allowed";
    private static final String SIGN_IN = "sign_in_required";
    private static final String DENIED = "access_denied";

    private final Database database = TestDatabases.open(Database.Dialect.SQLITE);
    private final Clock clock = Clock.systemUTC();
    private final Events events = new Events();
    private final Audit audit = new Audit(database, clock);
    private final Members members = new Members(database, audit, events, clock);
    private final Groups groups = new Groups(database, audit, events, clock);
    private final Grants grants = new Grants(database, audit, events, clock);
    private final AccessPolicy policy = new AccessPolicy(members, grants);
    private final TenantId tenant = newTenant();
    private final Agent open = agent(Agent.Access.PUBLIC, Agent.Status.ACTIVE);
    private final Agent closed = agent(Agent.Access.PRIVATE, Agent.Status.ACTIVE);

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void aVerifiedUserIsLetInEverywhere() {
        for (var issuer : Principal.Issuer.values()) {
            var user = new Principal(Principal.Kind.USER, issuer, "jane", null);
            expect(open, user, OK, OK, OK);
            expect(closed, user, OK, OK, OK);
        }
    }

    @Test
    void aVisitorIsLetInToAPublicAgentByLinkAndWhereTheOriginIsListed() {
        var visitor = new Principal(Principal.Kind.VISITOR, null, "vis_1", null);
        expect(open, visitor, OK, OK, ORIGIN);
        expect(closed, visitor, SIGN_IN, SIGN_IN, SIGN_IN);
    }

    @Test
    void aMemberWithoutAGrantIsLetInToPublicAgentsOnly() {
        var member = member(tenant, Role.MEMBER);
        expect(open, member, OK, OK, ORIGIN);
        expect(closed, member, DENIED, DENIED, ORIGIN);
    }

    @Test
    void aBuilderAndEveryoneAboveIsLetInToPrivateAgents() {
        for (var role : List.of(Role.BUILDER, Role.ADMIN, Role.OWNER)) {
            var member = member(tenant, role);
            expect(open, member, OK, OK, ORIGIN);
            expect(closed, member, OK, OK, ORIGIN);
        }
    }

    @Test
    void anotherTenantsOwnerIsAMemberWithoutAGrant() {
        var stranger = member(newTenant(), Role.OWNER);
        expect(open, stranger, OK, OK, ORIGIN);
        expect(closed, stranger, DENIED, DENIED, ORIGIN);
    }

    @Test
    void aGrantOfTheirOwnLetsAMemberInUntilItIsRevoked() {
        var member = member(tenant, Role.MEMBER);
        var heard = new ArrayList<AccessChanged>();
        events.subscribe(AccessChanged.class, heard::add);

        var grant = grant(Grant.Kind.MEMBER, member.id());
        expect(closed, member, OK, OK, ORIGIN);
        assertThat(grants.revoke(newTenant(), closed.id(), grant.id(), Actor.MACHINE)).isFalse();
        assertThat(grants.revoke(tenant, closed.id(), grant.id(), Actor.MACHINE)).isTrue();

        expect(closed, member, DENIED, DENIED, ORIGIN);
        assertThat(heard).containsExactly(new AccessChanged(tenant));
    }

    @Test
    void aGroupsGrantLetsItsMembersInAndNobodyElse() {
        var inside = member(tenant, Role.MEMBER);
        var outside = member(tenant, Role.MEMBER);
        var group = groups.create(tenant, "support", Actor.MACHINE).orElseThrow();
        grant(Grant.Kind.GROUP, group.id());

        groups.setMembers(tenant, group.id(), List.of(new MemberId(inside.id())), Actor.MACHINE);
        expect(closed, inside, OK, OK, ORIGIN);
        expect(closed, outside, DENIED, DENIED, ORIGIN);

        groups.setMembers(tenant, group.id(), List.of(), Actor.MACHINE);
        expect(closed, inside, DENIED, DENIED, ORIGIN);
    }

    @Test
    void aRemovedMemberMustSignInAgain() {
        var member = member(tenant, Role.BUILDER);
        members.remove(tenant, new MemberId(member.id()), Actor.MACHINE);

        expect(open, member, "authentication_failed", "authentication_failed", "authentication_failed");
        expect(closed, member, "authentication_failed", "authentication_failed", "authentication_failed");
    }

    @Test
    void aSuspendedAgentLetsNobodyIn() {
        for (var access : Agent.Access.values()) {
            var suspended = agent(access, Agent.Status.SUSPENDED);
            var user = new Principal(Principal.Kind.USER, Principal.Issuer.AGENT, "jane", null);
            var visitor = new Principal(Principal.Kind.VISITOR, null, "vis_1", null);
            for (var principal : List.of(user, visitor, member(tenant, Role.OWNER))) {
                expect(suspended, principal, "unavailable", "unavailable", "unavailable");
            }
        }
    }

    private void expect(Agent agent, Principal principal, String byLink, String listed, String unlisted) {
        assertThat(List.of(verdict(agent, principal, LINK), verdict(agent, principal, LISTED),
                verdict(agent, principal, UNLISTED))).containsExactly(byLink, listed, unlisted);
    }

    private String verdict(Agent agent, Principal principal, Embedding embedding) {
        return switch (policy.decide(principal, agent, embedding)) {
            case Decision.Allowed _ -> OK;
            case Decision.Denied(var code, var detail) -> {
                assertThat(detail).endsWith(".");
                yield code.name().toLowerCase(Locale.ROOT);
            }
        };
    }

    private Grant grant(Grant.Kind kind, String grantee) {
        return database.write(handle -> grants.grant(handle, tenant, closed.id(), kind, grantee, Actor.MACHINE));
    }

    private Principal member(TenantId tenant, Role role) {
        var id = database.write(handle -> {
            var email = Email.of("m" + System.nanoTime() + "@policy.test").orElseThrow();
            var invited = members.invite(handle, tenant, email, role, Actor.MACHINE).map(Member::id).orElseThrow();
            handle.execute("UPDATE members SET status = 'active' WHERE id = ?", invited.value());
            return invited;
        });
        return new Principal(Principal.Kind.MEMBER, null, id.value(), null);
    }

    private TenantId newTenant() {
        var tenants = new Tenants(database, audit, clock);
        return database.write(handle -> tenants.create(handle, "Acme", Actor.MACHINE)).id();
    }

    private Agent agent(Agent.Access access, Agent.Status status) {
        var id = AgentId.next();
        database.write(handle -> handle.execute("""
                INSERT INTO agents (id, tenant_id, slug, definition, access, status, created_at, updated_at)
                VALUES (?, ?, ?, '{}', ?, ?, 0, 0)""", id.value(), tenant.value(), id.value(),
                access.name().toLowerCase(Locale.ROOT), status.name().toLowerCase(Locale.ROOT)));
        return new Agent(id, tenant, id.value(), AgentEdit.named("A").definition(), access, status, false,
                Instant.EPOCH, Instant.EPOCH);
    }
}
