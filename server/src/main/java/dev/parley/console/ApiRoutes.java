package dev.parley.console;

import dev.parley.access.Access;
import dev.parley.audit.Audit;
import dev.parley.identity.TokenCheck;
import dev.parley.members.People;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.Route;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenancy;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// The table of `/api/v1`: every route with its rule, from which the OpenAPI document and the authorisation matrix test
/// are made.
public final class ApiRoutes {
    private final Tenancy tenancy;
    private final People people;
    private final Access access;
    private final AgentStores stores;
    private final Audit audit;
    private final Limits limits;
    private final Clock clock;

    public ApiRoutes(Tenancy tenancy, People people, Access access, AgentStores stores, Audit audit, Limits limits,
            Clock clock) {
        this.tenancy = tenancy;
        this.people = people;
        this.access = access;
        this.stores = stores;
        this.audit = audit;
        this.limits = limits;
        this.clock = clock;
    }

    public List<Route> routes(Events events) {
        var guard = new Guard(new Callers(tenancy.apiKeys(), people.sessions()));
        var announcements = new Announcements(events);
        var agents = stores.agents();
        var answers = new SignInAnswers(clock);
        var proofs = stores.proofs();
        var authors = new Authors(people.members());
        return Stream.of(
                new AuthRoutes(guard, people, answers).routes(),
                new SessionRoutes(guard, people, agents).routes(),
                new ResetRoutes(people, limits, answers).routes(),
                new ProviderRoutes(people, agents, limits, answers).routes(),
                new ProviderSettingsRoutes(guard, people.members(), people.providers()).routes(),
                new OperatorRoutes(guard, tenancy.tenants(), people, stores, clock).routes(),
                new TenantRoutes(guard, tenancy, agents, announcements).routes(),
                new AgentRoutes(guard, agents, tenancy.secrets(), stores.history(), clock).routes(),
                new NewAgentRoutes(guard, agents, stores.knowledge().documents()).routes(),
                new DraftRoutes(guard, agents.drafts(), authors).routes(),
                new VersionRoutes(guard, agents, authors).routes(),
                new PreviewRoutes(guard, agents, access.previews()).routes(),
                new ModelTestRoutes(guard, agents, stores.runners(), audit, limits).routes(),
                new ModelProviderRoutes(guard, agents.providers()).routes(),
                new IdentityRoutes(guard, agents, tenancy.secrets(), proofs).routes(),
                new TokenCheckRoutes(guard, agents, tokenCheck(proofs), limits).routes(),
                new RefusalRoutes(guard, agents, proofs.identity().refusals()).routes(),
                new DocumentRoutes(guard, agents, stores.knowledge(), audit).routes(),
                new ConversationRoutes(guard, agents, stores.history().transcripts(), audit).routes(),
                new ErasureRoutes(guard, agents, stores.history()).routes(),
                new UsageRoutes(guard, agents, stores.history().usage(), clock).routes(),
                new InvitationRoutes(guard, agents, access).routes(),
                new AccessRoutes(guard, agents, people, access.check(), tenancy.secrets()).routes(),
                new MemberRoutes(guard, people).routes(),
                new GroupRoutes(guard, people).routes(),
                new KeyRoutes(guard, tenancy.apiKeys(), agents, clock).routes(),
                new AuditRoutes(guard, audit, new ActorNames(people.members(), tenancy.apiKeys())).routes()).flatMap(List::stream).toList();
    }

    private TokenCheck tokenCheck(AgentStores.Proofs proofs) {
        return new TokenCheck(proofs.identity().verifier(), tenancy.secrets(), clock);
    }
}
