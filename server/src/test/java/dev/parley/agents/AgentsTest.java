package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentEdit.ModelKey;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.TestJson;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.Tenants;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class AgentsTest {
    private static final String MASTER_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final Database database;
    private final Events events = new Events();
    private final Audit audit;
    private final Tenants tenants;
    private final Agents agents;
    private final TenantId tenant;

    AgentsTest(Database database) {
        this.database = database;
        this.audit = new Audit(database, Clock.systemUTC());
        this.tenants = new Tenants(database, audit, Clock.systemUTC());
        this.agents = new Agents(
                database, new SecretBox(MasterKey.parse(MASTER_KEY, "test")), audit, events, Clock.systemUTC());
        this.tenant = newTenant();
    }

    @Test
    void anAgentIsFoundByItsSlugItsIdAndAsItsTenantsDefault() {
        var agent = agents.create(tenant, AgentEdit.named("Order Helper"), Actor.MACHINE);
        assertThat(agents.bySlugOrId(tenant.value())).isEmpty();

        tenants.update(tenant, "Acme", agent.id().value(), Actor.MACHINE);

        assertThat(agent.slug()).startsWith("order-helper");
        assertThat(agents.bySlugOrId(agent.slug())).map(Agent::id).contains(agent.id());
        assertThat(agents.bySlugOrId(agent.id().value())).map(Agent::id).contains(agent.id());
        assertThat(agents.bySlugOrId(tenant.value())).hasValueSatisfying(found -> {
            assertThat(found.id()).isEqualTo(agent.id());
            assertThat(found.isDefault()).isTrue();
            assertThat(found.accepts()).containsExactlyInAnyOrder(TokenPolicy.Issuer.values());
        });
        assertThat(agents.bySlugOrId("nobody-has-this")).isEmpty();
    }

    @Test
    void aSlugThatIsTakenIsAConflictAndADerivedOneIsNot() {
        var first = agents.create(tenant, AgentEdit.named("Twice"), Actor.MACHINE);
        var second = agents.create(newTenant(), AgentEdit.named("Twice"), Actor.MACHINE);

        assertThat(second.slug()).isNotEqualTo(first.slug());
        assertThatThrownBy(() -> agents.create(newTenant(),
                read("{'name':'Other','slug':'" + first.slug() + "'}"), Actor.MACHINE))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThatThrownBy(() -> agents.update(second.tenant(), second.id(),
                before -> patch("{'slug':'" + first.slug() + "'}", before), Actor.MACHINE))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        var agent = agents.create(tenant, read("""
                {'name':'Full','slug':'full-%s','instructions':'Help {{name}}','greeting':'Hi {{name}}',
                 'starters':['One','Two'],'variables':[{'name':'name','default':'you','description':'first name'}],
                 'model':{'provider':'openai','baseUrl':'https://api.example.com/v1','model':'m-1','apiKey':'sk-1'},
                 'access':'private','status':'suspended','allowedOrigins':['https://Shop.example.com:443','*'],
                 'tokenPolicy':{'accept':['tenant'],'requireExp':true,'maxLifetime':'2h'}}"""
                .formatted(tenant.value().substring(4, 12).toLowerCase(java.util.Locale.ROOT))), Actor.MACHINE);

        var found = agents.byId(tenant, agent.id()).orElseThrow();
        assertThat(found).isEqualTo(agent);
        assertThat(found.definition().model().withKey(null))
                .isEqualTo(new ModelSettings("openai", "https://api.example.com/v1", "m-1", null));
        assertThat(found.definition().model().hasKey()).isTrue();
        assertThat(found.definition().allowedOrigins()).containsExactly("https://shop.example.com", "*");
        assertThat(found.definition().tokenPolicy().maxLifetime()).hasHours(2);
        assertThat(found.access()).isEqualTo(Agent.Access.PRIVATE);
        assertThat(found.status()).isEqualTo(Agent.Status.SUSPENDED);
        assertThat(agents.modelKey(found)).contains("sk-1");
    }

    @Test
    void aModelKeyIsKeptReplacedAndRemovedAndNeverReadable() {
        var agent = agents.create(tenant, read("""
                {'name':'Keyed','model':{'provider':'openai','baseUrl':'https://a.example/v1','model':'m','apiKey':'sk-canary'}}"""),
                Actor.MACHINE);
        assertThat(storedText()).doesNotContain("sk-canary");

        var renamed = update(agent, "{'name':'Renamed'}");
        assertThat(agents.modelKey(renamed)).contains("sk-canary");
        assertThatThrownBy(() -> update(agent, "{'model':{'baseUrl':'https://thief.example/v1'}}"))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.field()).isEqualTo("model.apiKey"));
        var moved = update(agent, "{'model':{'baseUrl':'https://b.example/v1','apiKey':'sk-2'}}");
        assertThat(agents.modelKey(moved)).contains("sk-2");
        var without = update(agent, "{'model':{'apiKey':''}}");
        assertThat(without.definition().model().hasKey()).isFalse();
        assertThat(agents.modelKey(without)).isEmpty();
    }

    @Test
    void anUpdateIsAnnouncedAndAuditedWithWhatChanged() {
        var heard = new ArrayList<AgentChanged>();
        events.subscribe(AgentChanged.class, heard::add);
        var agent = agents.create(tenant, AgentEdit.named("Announced"), Actor.MACHINE);

        update(agent, "{'access':'private'}");

        assertThat(heard).containsExactly(new AgentChanged(tenant, agent.id()));
        assertThat(audit.list(tenant.value(), Audit.Filter.ALL, Long.MAX_VALUE, 10).getFirst().details())
                .isEqualTo("{\"access\":{\"from\":\"public\",\"to\":\"private\"}}");
    }

    @Test
    void anotherTenantsAgentIsNeitherFoundNorChangedNorDeleted() {
        var agent = agents.create(tenant, AgentEdit.named("Mine"), Actor.MACHINE);
        var other = newTenant();

        assertThat(agents.byId(other, agent.id())).isEmpty();
        assertThat(agents.update(other, agent.id(), before -> before, Actor.MACHINE)).isEmpty();
        assertThat(agents.delete(other, agent.id(), Actor.MACHINE)).isFalse();
        assertThat(agents.list(other, Cursor.START, 10)).isEmpty();
        assertThat(agents.byId(tenant, agent.id())).contains(agent);
    }

    @Test
    void aListGoesOnWhereThePageBeforeEnded() {
        var other = newTenant();
        for (int i = 0; i < 5; i++) {
            agents.create(other, AgentEdit.named("Agent " + i), Actor.MACHINE);
        }
        var first = agents.list(other, Cursor.START, 3);
        var last = first.getLast();
        var rest = agents.list(other, new Cursor(last.createdAt(), last.id().value()), 3);

        assertThat(first).hasSize(3);
        assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aDeletedDefaultAgentLeavesTheTenantWithoutOne() {
        var agent = agents.create(tenant, AgentEdit.named("Default"), Actor.MACHINE);
        tenants.update(tenant, "Acme", agent.id().value(), Actor.MACHINE);

        assertThat(agents.delete(tenant, agent.id(), Actor.MACHINE)).isTrue();

        assertThat(agents.byId(tenant, agent.id())).isEmpty();
        assertThat(tenants.byId(tenant).orElseThrow().defaultAgent()).isNull();
    }

    private Agent update(Agent agent, String body) {
        return agents.update(agent.tenant(), agent.id(), before -> patch(body, before), Actor.MACHINE).orElseThrow();
    }

    private List<String> texts(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private String storedText() {
        return String.join("\n", texts("SELECT definition FROM agents"))
                + String.join("\n", texts("SELECT ciphertext FROM model_keys"))
                + String.join("\n", texts("SELECT details FROM audit"));
    }

    private TenantId newTenant() {
        return database.write(handle -> tenants.create(handle, "Acme", Actor.MACHINE)).id();
    }

    private static AgentEdit read(String body) {
        return AgentForm.create(Fields.of(json(body)));
    }

    private static AgentEdit patch(String body, AgentEdit before) {
        return AgentForm.update(Fields.of(json(body)), before);
    }

    private static ObjectNode json(String body) {
        return TestJson.of(body);
    }

    @Test
    void aDraftOfAnAgentChangesNothing() {
        var agent = agents.create(tenant, AgentEdit.named("Same"), Actor.MACHINE);
        assertThat(AgentEdit.of(agent).modelKey()).isEqualTo(new ModelKey.Kept());
        assertThat(agents.update(tenant, agent.id(), before -> before, Actor.MACHINE)).hasValueSatisfying(
                same -> assertThat(same.definition()).isEqualTo(agent.definition()));
    }
}
