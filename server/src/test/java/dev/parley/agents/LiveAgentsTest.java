package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.TestJson;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.Tenants;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Agents are remembered between questions; nobody may meet one from before a change that has returned.
@OnBothDatabases
class LiveAgentsTest {
    private static final String MASTER_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final int ROUNDS = 30;
    private static final int READERS = 4;

    private final Database database;
    private final Events events = new Events();
    private final Tenants tenants;
    private final Agents agents;
    private final TenantId tenant;
    private final Agent agent;

    LiveAgentsTest(Database database) {
        var audit = new Audit(database, Clock.systemUTC());
        this.database = database;
        this.tenants = new Tenants(database, audit, Clock.systemUTC());
        this.agents = new Agents(
                database, new SecretBox(MasterKey.parse(MASTER_KEY, "test")), audit, events, Clock.systemUTC());
        this.tenant = newTenant();
        this.agent = agents.create(tenant, AgentEdit.named("Live"), Actor.MACHINE);
    }

    @Test
    void everyLookupSeesAChangeThatHasReturned() {
        makeDefault();
        assertThat(found()).containsOnly("active");

        update("{'status':'suspended'}");
        assertThat(found()).containsOnly("suspended");

        agents.delete(tenant, agent.id(), Actor.MACHINE);
        assertThat(found()).containsOnly("none");
    }

    @Test
    void whatAnAgentAcceptsFollowsWhetherItIsTheDefault() {
        assertThat(bySlug().accepts()).doesNotContain(TokenPolicy.Issuer.TENANT);
        makeDefault();
        assertThat(bySlug().accepts()).contains(TokenPolicy.Issuer.TENANT);
    }

    @Test
    void aSlugThatWasGivenUpBelongsToWhoeverTakesIt() {
        var slug = bySlug().slug();
        update("{'slug':'" + slug + "-2'}");
        assertThat(agents.bySlugOrId(slug)).isEmpty();

        var heir = agents.create(newTenant(), AgentForm.create(fields("{'name':'Heir','slug':'" + slug + "'}")), Actor.MACHINE);
        assertThat(agents.bySlugOrId(slug)).map(Agent::id).contains(heir.id());
    }

    @Test
    void anAgentThatIsRememberedForItsTenantIsNotFoundForAnother() {
        assertThat(agents.byId(tenant, agent.id())).isPresent();
        assertThat(agents.bySlugOrId(agent.id().value())).isPresent();
        assertThat(agents.byId(newTenant(), agent.id())).isEmpty();
        assertThat(agents.byId(tenant, new AgentId(agent.slug()))).isEmpty();
    }

    @Test
    void anAnswerThatAChangeOvertookIsNotRemembered() {
        var live = new LiveAgents(database, events);

        var overtaken = live.find(tenant, agent.id().value(), _ -> {
            var before = Optional.of(agent);
            events.publish(new AgentChanged(tenant, agent.id()));
            return before;
        });
        var after = live.find(tenant, agent.id().value(), _ -> Optional.empty());

        assertThat(overtaken).isPresent();
        assertThat(after).isEmpty();
    }

    @Test
    void aListenerOfAChangeMeetsTheAgentAfterIt() {
        assertThat(bySlug().status()).isEqualTo(Agent.Status.ACTIVE);
        var met = new ArrayList<Agent.Status>();
        events.subscribe(AgentChanged.class, _ -> met.add(bySlug().status()));

        update("{'status':'suspended'}");

        assertThat(met).containsExactly(Agent.Status.SUSPENDED);
    }

    @Test
    void underLoadNobodyMeetsAnAgentFromBeforeAChangeThatReturned() throws Exception {
        var returned = new AtomicInteger();
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<?>>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> {
                    while (!over.get()) {
                        int atLeast = returned.get();
                        assertThat(round()).isGreaterThanOrEqualTo(atLeast);
                    }
                }));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                update("{'greeting':'" + round + "'}");
                returned.set(round);
            }
            over.set(true);
            for (var reader : readers) {
                reader.get();
            }
        }
    }

    private int round() {
        var greeting = bySlug().definition().greeting();
        return greeting.matches("\\d+") ? Integer.parseInt(greeting) : 0;
    }

    private Agent bySlug() {
        return agents.bySlugOrId(agent.slug()).orElseThrow();
    }

    /// The agent's status by each way to ask for it.
    private List<String> found() {
        return Stream.of(agents.bySlugOrId(agent.slug()), agents.bySlugOrId(agent.id().value()),
                        agents.bySlugOrId(tenant.value()), agents.byId(tenant, agent.id()))
                .map(one -> one.map(met -> met.status().name().toLowerCase(Locale.ROOT)).orElse("none"))
                .toList();
    }

    private void makeDefault() {
        tenants.update(tenant, null, agent.id().value(), Actor.MACHINE);
        events.publish(new AgentChanged(tenant, agent.id()));
    }

    private void update(String body) {
        assertThat(agents.update(tenant, agent.id(), before -> AgentForm.update(fields(body), before), Actor.MACHINE))
                .isPresent();
    }

    private TenantId newTenant() {
        return database.write(handle -> tenants.create(handle, "Acme", Actor.MACHINE)).id();
    }

    private static Fields fields(String json) {
        return Fields.of(TestJson.of(json));
    }
}
