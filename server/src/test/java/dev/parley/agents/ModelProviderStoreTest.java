package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.TestJson;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.Tenants;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class ModelProviderStoreTest {
    private static final String MASTER_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final Database database;
    private final Agents agents;
    private final ModelProviders providers;
    private final TenantId tenant;

    ModelProviderStoreTest(Database database) {
        this.database = database;
        var audit = new Audit(database, Clock.systemUTC());
        this.agents = new Agents(database, new SecretBox(MasterKey.parse(MASTER_KEY, "test")), audit, new Events(),
                Clock.systemUTC());
        this.providers = agents.providers();
        var tenants = new Tenants(database, audit, Clock.systemUTC());
        this.tenant = database.write(handle -> tenants.create(handle, "Acme", Actor.MACHINE)).id();
    }

    @Test
    void aProviderIsReachedByItsAgentsUntilItsKeyIsRemoved() {
        var made = create("{'name':'Ours','baseUrl':'https://a.test/v1','apiKey':'sk-canary'}");
        var agent = agent("Ours");

        assertThat(agent.definition().model().provider()).isEqualTo(made.id());
        assertThat(providers.reach(agent).orElseThrow().key()).contains("sk-canary");
        assertThat(providers.reach(agent).orElseThrow().settings().baseUrl()).isEqualTo("https://a.test/v1");
        assertThat(stored()).isNotEqualTo("sk-canary").isNotNull();
        update(made, "{'baseUrl':'https://b.test/v1','apiKey':''}");
        assertThat(providers.reach(agent).orElseThrow().key()).isEmpty();
        assertThat(providers.list(tenant, new Cursor(Instant.parse("2999-01-01T00:00:00Z"), ""), 5)).hasSize(1);
    }

    @Test
    void aNameIsTakenOnceAndAProviderInUseStays() {
        var made = create("{'name':'Ours','baseUrl':'https://a.test/v1'}");
        var agent = agent(made.id());

        assertThatThrownBy(() -> create("{'name':'Ours','baseUrl':'https://b.test/v1'}")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> providers.delete(tenant, made.id(), Actor.MACHINE)).isInstanceOf(Refused.class)
                .hasMessageContaining("Through Ours");
        assertThat(providers.reach(agent)).isPresent();
        assertThat(agents.delete(tenant, agent.id(), Actor.MACHINE)).isTrue();
        assertThat(providers.delete(tenant, made.id(), Actor.MACHINE)).isTrue();
        assertThat(providers.reach(agent)).isEmpty();
    }

    private Agent agent(String reference) {
        var body = TestJson.of("{'name':'Through Ours','model':{'model':'m'}}");
        body.withObject("model").put("provider", reference);
        return agents.create(tenant, AgentForm.create(Fields.of(body)), Actor.MACHINE);
    }

    private ModelProvider create(String body) {
        return providers.create(tenant, ModelProviderForm.create(Fields.of(TestJson.of(body))), Actor.MACHINE);
    }

    private void update(ModelProvider provider, String body) {
        assertThat(providers.update(tenant, provider.id(),
                before -> ModelProviderForm.update(Fields.of(TestJson.of(body)), before), Actor.MACHINE)).isPresent();
    }

    private String stored() {
        return database.read(handle -> handle.createQuery("SELECT ciphertext FROM model_providers WHERE tenant_id = :tenant")
                .bind("tenant", tenant.value()).mapTo(String.class).one());
    }
}
