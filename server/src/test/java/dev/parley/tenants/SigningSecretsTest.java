package dev.parley.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.audit.AuditEntry;
import dev.parley.platform.crypto.HmacKey;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SealBroken;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class SigningSecretsTest {
    private static final byte[] DATA = "anything".getBytes(StandardCharsets.UTF_8);

    private final Database database;
    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T12:00:00.123Z"));
    private final Events events = new Events();
    private final Audit audit;
    private final SigningSecrets secrets;
    private final KeyHolder holder;
    private final List<KeysChanged> ended = new ArrayList<>();

    SigningSecretsTest(Database database) {
        this.database = database;
        this.audit = new Audit(database, clock);
        this.secrets = secrets();
        var tenant = database.write(handle -> new Tenants(database, audit, clock).create(handle, "Acme", Actor.MACHINE));
        this.holder = KeyHolder.agent(tenant.id(), "agt_" + Ids.secret());
        events.subscribe(KeysChanged.class, ended::add);
    }

    private SigningSecrets secrets() {
        return new SigningSecrets(
                database, new SecretBox(MasterKey.parse("01".repeat(31) + "02", "test")), audit, events, clock);
    }

    @Test
    void aSecretIs32RandomBytesAsTextAndItsTextIsTheKey() {
        var made = generate();
        assertThat(made.text()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(Ids.secret());
        assertThat(made.toString()).doesNotContain(made.text());
        assertThat(live()).singleElement().satisfies(secret -> {
            assertThat(secret.id()).isEqualTo(made.id());
            assertThat(secret.key().sign(DATA, DATA.length))
                    .isEqualTo(new HmacKey(made.text().getBytes(StandardCharsets.UTF_8)).sign(DATA, DATA.length));
        });
    }

    @Test
    void aSecondOneIsNotGeneratedButRotated() {
        generate();
        assertThat(secrets.generate(holder, Actor.MACHINE)).isEmpty();
        secrets.revokeAll(holder, Actor.MACHINE);
        assertThat(secrets.generate(holder, Actor.MACHINE)).isPresent();
    }

    @Test
    void ofManyWhoGenerateAtOnceOneDoes() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> attempt = () -> secrets.generate(holder, Actor.MACHINE).isPresent();
            var made = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> attempt).toList());
            assertThat(made).filteredOn(Future::resultNow).hasSize(1);
        }
        assertThat(live()).hasSize(1);
    }

    @Test
    void rotationEndsEveryEarlierSecretAtOnce() {
        var first = generate();
        var second = secrets.rotate(holder, Duration.ofHours(1), Actor.MACHINE);
        var third = secrets.rotate(holder, Duration.ZERO, Actor.MACHINE);
        assertThat(ids()).containsExactly(third.id());
        assertThat(ended).extracting(KeysChanged::keyId).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ended).noneMatch(KeysChanged::immediate);
    }

    @Test
    void duringAnOverlapTwoAreLiveAndNeverThree() {
        var first = generate();
        var second = secrets.rotate(holder, Duration.ofHours(24), Actor.MACHINE);
        assertThat(ids()).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ended).isEmpty();
        var third = secrets.rotate(holder, Duration.ofHours(1), Actor.MACHINE);
        assertThat(ids()).containsExactlyInAnyOrder(second.id(), third.id());
        assertThat(ended).extracting(KeysChanged::keyId).containsExactly(first.id());
        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(ids()).hasSize(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(ids()).containsExactly(third.id());
    }

    @Test
    void theEndOfAnOverlapIsAnnouncedOnce() {
        var first = generate();
        secrets.rotate(holder, Duration.ofMinutes(5), Actor.MACHINE);
        secrets.retireDue();
        assertThat(ended).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        secrets.retireDue();
        secrets.retireDue();
        assertThat(ended).filteredOn(event -> event.tenant().equals(holder.tenant()))
                .containsExactly(new KeysChanged(holder.tenant(), first.id(), false));
    }

    @Test
    void anOverlapLongerThanADayIsRefused() {
        for (var overlap : List.of(Duration.ofHours(24).plusMillis(1), Duration.ofMillis(-1))) {
            assertThatThrownBy(() -> secrets.rotate(holder, overlap, Actor.MACHINE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void revokingEndsOneOrAllAndClosesWhatTheyOpened() {
        var first = generate();
        var second = secrets.rotate(holder, Duration.ofHours(1), Actor.MACHINE);
        assertThat(secrets.revoke(holder, first.id(), Actor.MACHINE)).isTrue();
        assertThat(secrets.revoke(holder, first.id(), Actor.MACHINE)).isFalse();
        assertThat(ids()).containsExactly(second.id());
        assertThat(secrets.revokeAll(holder, Actor.MACHINE)).isEqualTo(1);
        assertThat(live()).isEmpty();
        assertThat(ended).extracting(KeysChanged::keyId).containsExactly(first.id(), second.id());
        assertThat(ended).allMatch(KeysChanged::immediate);
        assertThat(secrets.isLive(holder.tenant(), second.id(), clock.instant())).isFalse();
    }

    @Test
    void theStatusShowsEverythingButTheSecret() {
        assertThat(secrets.status(holder).json().toString()).isEqualTo("{\"configured\":false}");
        var first = generate();
        var second = secrets.rotate(holder, Duration.ofHours(1), Actor.MACHINE);
        var json = secrets.status(holder).json();
        assertThat(json.path("configured").booleanValue()).isTrue();
        assertThat(json.path("current").path("id").textValue()).isEqualTo(second.id());
        assertThat(json.path("current").path("createdAt").textValue()).isEqualTo("2026-11-21T12:00:00.123Z");
        assertThat(json.path("current").path("lastUsedAt").isNull()).isTrue();
        assertThat(json.path("previous").path("id").textValue()).isEqualTo(first.id());
        assertThat(json.path("previous").path("retiresAt").textValue()).isEqualTo("2026-11-21T13:00:00.123Z");
        assertThat(json.toString()).doesNotContain(first.text(), second.text());
    }

    @Test
    void useIsShownAtOnce() {
        generate();
        secrets.used(live().getFirst(), clock.instant());
        clock.advance(Duration.ofSeconds(30));
        secrets.used(live().getFirst(), clock.instant());
        var current = secrets.status(holder).current();
        assertThat(current).isNotNull();
        assertThat(current == null ? null : current.lastUsedAt()).isEqualTo("2026-11-21T12:00:00.123Z");
    }

    @Test
    void anotherNodeSeesARotationInItsNextQuestion() {
        generate();
        var other = secrets();
        assertThat(other.live(List.of(holder), clock.instant())).hasSize(1);
        if (database.dialect() == Database.Dialect.POSTGRESQL) {
            var next = secrets.rotate(holder, Duration.ZERO, Actor.MACHINE);
            assertThat(other.live(List.of(holder), clock.instant())).extracting(SigningSecret::id).containsExactly(next.id());
        }
    }

    @Test
    void noSecretIsStoredReadably() {
        var made = generate();
        var stored = database.read(handle -> handle.createQuery("SELECT ciphertext FROM signing_secrets WHERE id = :id")
                .bind("id", made.id()).mapTo(String.class).one());
        assertThat(stored).startsWith("v1.").doesNotContain(made.text());
    }

    @Test
    void aRowThatIsGivenToAnotherHolderOpensNoMore() {
        var made = generate();
        var thief = KeyHolder.agent(holder.tenant(), "agt_" + Ids.secret());
        database.write(handle -> handle.execute(
                "UPDATE signing_secrets SET holder_id = ? WHERE id = ?", thief.id(), made.id()));
        assertThatThrownBy(() -> secrets().live(List.of(thief), clock.instant())).isInstanceOf(SealBroken.class);
    }

    @Test
    void everyChangeIsAudited() {
        var made = generate();
        secrets.rotate(holder, Duration.ZERO, Actor.MACHINE);
        secrets.revokeAll(holder, Actor.MACHINE);
        var lines = audit.list(holder.tenant().value(), Audit.Filter.ALL, Long.MAX_VALUE, 10);
        assertThat(lines).extracting(AuditEntry::action).containsExactly(
                "agent.secret.revoked", "agent.secret.rotated", "agent.secret.generated", "tenant.created");
        assertThat(lines.toString()).contains(made.id()).doesNotContain(made.text());
    }

    @Test
    void theSigningSecretIsMadeWhenItIsFirstNeeded() {
        var mint = KeyHolder.mint(holder.tenant());
        var made = secrets.currentOrMake(mint);
        assertThat(secrets.currentOrMake(mint).id()).isEqualTo(made.id());
    }

    private NewSecret generate() {
        return secrets.generate(holder, Actor.MACHINE).orElseThrow();
    }

    private List<SigningSecret> live() {
        return secrets.live(List.of(holder), clock.instant());
    }

    private List<String> ids() {
        return live().stream().map(SigningSecret::id).toList();
    }
}
