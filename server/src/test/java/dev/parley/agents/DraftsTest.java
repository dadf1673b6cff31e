package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.audit.AuditEntry;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
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
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class DraftsTest {
    private static final String MASTER_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final String WITH_KEY =
            "{'model':{'provider':'openai','baseUrl':'https://a.example/v1','model':'m','apiKey':'%s'}}";

    private final Database database;
    private final Events events = new Events();
    private final Audit audit;
    private final Agents agents;
    private final Drafts drafts;
    private final TenantId tenant;
    private final AgentId id;

    DraftsTest(Database database) {
        this.database = database;
        this.audit = new Audit(database, Clock.systemUTC());
        this.agents = new Agents(
                database, new SecretBox(MasterKey.parse(MASTER_KEY, "test")), audit, events, Clock.systemUTC());
        this.drafts = agents.drafts();
        var tenants = new Tenants(database, audit, Clock.systemUTC());
        this.tenant = database.write(handle -> tenants.create(handle, "Acme", Actor.MACHINE)).id();
        this.id = agents.create(tenant, AgentEdit.named("Helper"), Actor.MACHINE).id();
    }

    @Test
    void aDraftLeavesWhatUsersTalkToAsItIs() {
        var saved = save("{'instructions':'Be brief.','greeting':'Hi'}");

        assertThat(published().instructions()).isEmpty();
        assertThat(saved.exists()).isTrue();
        assertThat(saved.content().greeting()).isEqualTo("Hi");
        assertThat(saved.basedOn()).isEqualTo(1);
        assertThat(drafts.applied(agent()).definition().instructions()).isEqualTo("Be brief.");
        assertThat(drafts.states(tenant)).containsEntry(id, new Drafts.State(1, true));
    }

    @Test
    void whoeverSavesOverAnotherRevisionIsToldSo() {
        var seen = drafts.find(tenant, id).orElseThrow().revision();
        save("{'greeting':'Mine'}", OptionalLong.of(seen));

        assertConflict(() -> save("{'greeting':'Theirs'}", OptionalLong.of(seen)));
        assertConflict(() -> drafts.publish(tenant, id, OptionalLong.of(seen), "", Actor.MACHINE));
        assertThat(save("{'greeting':'Over it'}", OptionalLong.of(seen + 1)).content().greeting()).isEqualTo("Over it");
    }

    @Test
    void aRevisionIsNeverGivenTwiceEvenWhenADraftIsDiscarded() {
        var first = save("{'greeting':'One'}");
        drafts.discard(tenant, id, ANY, Actor.MACHINE);
        save("{'greeting':'Two'}");

        assertConflict(() -> save("{'greeting':'Late'}", OptionalLong.of(first.revision())));
    }

    @Test
    void publishingMakesTheNextVersionAndForgetsTheDraft() {
        var heard = new ArrayList<AgentChanged>();
        events.subscribe(AgentChanged.class, heard::add);
        save("{'greeting':'Hello'}");

        var version = drafts.publish(tenant, id, ANY, "Friendlier", Actor.MACHINE).orElseThrow();

        assertThat(version.number()).isEqualTo(2);
        assertThat(version.note()).isEqualTo("Friendlier");
        assertThat(published().greeting()).isEqualTo("Hello");
        assertThat(drafts.find(tenant, id).orElseThrow().exists()).isFalse();
        assertThat(heard).containsExactly(new AgentChanged(tenant, id));
        assertThat(newest().action()).isEqualTo("agent.published");
        assertThat(newest().details())
                .isEqualTo("{\"version\":2,\"changes\":{\"greeting\":{\"from\":\"\",\"to\":\"Hello\"}}}");
        assertConflict(() -> drafts.publish(tenant, id, ANY, "", Actor.MACHINE));
    }

    @Test
    void anUpdateOfTheAgentTakesEffectAtOnceAndIsAVersion() {
        update("{'greeting':'At once'}");
        update("{'access':'private'}");

        var versions = agents.versions().list(tenant, id, Long.MAX_VALUE, 10);
        assertThat(versions).extracting(Version::number).containsExactly(2L, 1L);
        assertThat(versions.getFirst().content().greeting()).isEqualTo("At once");
        assertThat(drafts.find(tenant, id).orElseThrow().published()).isEqualTo(2);
    }

    @Test
    void anEarlierVersionComesBackAsTheDraftOrAtOnce() {
        update("{'greeting':'Second'}");
        update("{'greeting':'Third'}");

        assertThat(drafts.restore(tenant, id, 2, Actor.MACHINE).orElseThrow().content().greeting()).isEqualTo("Second");
        assertThat(published().greeting()).isEqualTo("Third");

        var again = drafts.publishAgain(tenant, id, 2, "", Actor.MACHINE).orElseThrow();
        assertThat(again.number()).isEqualTo(4);
        assertThat(again.restores()).isEqualTo(2);
        assertThat(published().greeting()).isEqualTo("Second");
        assertThatThrownBy(() -> drafts.restore(tenant, id, 99, Actor.MACHINE)).isInstanceOfSatisfying(
                Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void aDraftsModelKeyIsItsOwnUntilItIsPublishedAndIsNeverReadable() {
        update(WITH_KEY.formatted("sk-old"));
        save(WITH_KEY.formatted("sk-canary"));

        assertThat(agents.modelKey(agent())).contains("sk-old");
        assertThat(agents.modelKey(drafts.applied(agent()))).contains("sk-canary");
        assertThat(everythingStored()).doesNotContain("sk-old", "sk-canary");

        drafts.publish(tenant, id, ANY, "", Actor.MACHINE);
        assertThat(agents.modelKey(agent())).contains("sk-canary");
    }

    @Test
    void aKeyThatIsReplacedOrDiscardedIsForgottenInEarlierVersionsToo() {
        update(WITH_KEY.formatted("sk-1"));
        save(WITH_KEY.formatted("sk-2"));
        save(WITH_KEY.formatted("sk-3"));
        drafts.discard(tenant, id, ANY, Actor.MACHINE);
        assertThat(keys()).hasSize(1);

        update(WITH_KEY.formatted("sk-4"));
        drafts.publishAgain(tenant, id, 2, "", Actor.MACHINE);

        assertThat(keys()).hasSize(1);
        assertThat(agents.modelKey(agent())).contains("sk-4");
    }

    @Test
    void aVersionWithAnotherEndpointComesBackWithTheKeyOfThatEndpoint() {
        update(WITH_KEY.formatted("sk-a"));
        update("{'model':{'baseUrl':'https://b.example/v1','apiKey':'sk-b'}}");

        drafts.publishAgain(tenant, id, 2, "", Actor.MACHINE);

        assertThat(agents.modelKey(agent())).contains("sk-a");
    }

    @Test
    void anotherTenantsDraftAndVersionsAreNotThere() {
        var tenants = new Tenants(database, audit, Clock.systemUTC());
        var other = database.write(handle -> tenants.create(handle, "Other", Actor.MACHINE)).id();
        save("{'greeting':'Mine'}");

        assertThat(drafts.find(other, id)).isEmpty();
        assertThat(drafts.save(other, id, ANY, before -> before, Actor.MACHINE)).isEmpty();
        assertThat(drafts.publish(other, id, ANY, "", Actor.MACHINE)).isEmpty();
        assertThat(drafts.discard(other, id, ANY, Actor.MACHINE)).isEmpty();
        assertThat(drafts.publishAgain(other, id, 1, "", Actor.MACHINE)).isEmpty();
        assertThat(agents.versions().list(other, id, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(drafts.states(other)).isEmpty();
    }

    @Test
    void savesAreNotAuditedOneByOneButANewEndpointIs() {
        save("{'greeting':'H'}");
        save("{'greeting':'He'}");
        save("{'greeting':'Hel'}");
        save(WITH_KEY.formatted("sk-canary"));

        assertThat(audit.list(tenant.value(), Audit.Filter.ALL, Long.MAX_VALUE, 10)).extracting(AuditEntry::action)
                .startsWith("agent.draft_model_changed", "agent.draft_begun", "agent.created");
        assertThat(newest().details()).contains("https://a.example/v1", "\"modelKey\":\"replaced\"");
    }

    private Draft save(String body) {
        return save(body, ANY);
    }

    private Draft save(String body, OptionalLong seen) {
        return drafts.save(tenant, id, seen,
                before -> ContentForm.read(Fields.of(TestJson.of(body)), before.content()), Actor.MACHINE).orElseThrow();
    }

    private void update(String body) {
        assertThat(agents.update(
                tenant, id, before -> AgentForm.update(Fields.of(TestJson.of(body)), before), Actor.MACHINE)).isPresent();
    }

    private Agent agent() {
        return agents.byId(tenant, id).orElseThrow();
    }

    private AgentDefinition published() {
        return agent().definition();
    }

    private AuditEntry newest() {
        return audit.list(tenant.value(), Audit.Filter.ALL, Long.MAX_VALUE, 1).getFirst();
    }

    private List<String> keys() {
        return texts("SELECT id FROM model_keys WHERE agent_id = '" + id.value() + "'");
    }

    private String everythingStored() {
        return texts("SELECT definition FROM agents").toString() + texts("SELECT content FROM agent_drafts")
                + texts("SELECT content FROM agent_versions") + texts("SELECT ciphertext FROM model_keys")
                + texts("SELECT details FROM audit");
    }

    private List<String> texts(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(
                Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }
}
