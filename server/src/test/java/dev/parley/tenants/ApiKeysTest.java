package dev.parley.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.events.Events;
import dev.parley.tenants.ApiKey.Powers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class ApiKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database;
    private final Events events = new Events();
    private final TenantId tenant;

    ApiKeysTest(Database database) {
        this.database = database;
        this.tenant = newTenant();
    }

    @Test
    void aKeyOpensWhatItWasMadeFor() {
        var made = keys(NOW).create(tenant, "Shop", powers(Set.of(Scope.EMBED_MINT), Set.of("agt_a"), null), Actor.MACHINE);

        assertThat(made.text()).startsWith("pk_").hasSizeGreaterThan(43);
        var key = keys(NOW).authenticate(made.text()).orElseThrow();
        assertThat(key).isEqualTo(made.key());
        assertThat(key.allows(Scope.EMBED_MINT)).isTrue();
        assertThat(key.allows(Scope.AGENTS_READ)).isFalse();
        assertThat(key.reaches("agt_a")).isTrue();
        assertThat(key.reaches("agt_b")).isFalse();
    }

    @Test
    void onlyTheHashIsStored() {
        var made = keys(NOW).create(tenant, "Shop", powers(Set.of(Scope.ADMIN), null, null), Actor.MACHINE);

        var rows = database.read(handle -> handle.createQuery("SELECT name, key_hash, hint FROM api_keys")
                .map((row, _) -> row.getString(1) + row.getString(2) + row.getString(3)).list());
        assertThat(rows).noneMatch(row -> row.contains(made.text().substring(3)));
        assertThat(made.toString()).doesNotContain(made.text());
    }

    @Test
    void anExpiredARevokedAndAnUnknownKeyOpenNothing() {
        var keys = keys(NOW);
        var brief = keys.create(tenant, "Brief", powers(Set.of(Scope.ADMIN), null, NOW.plusSeconds(10)), Actor.MACHINE);
        var revoked = keys.create(tenant, "Revoked", powers(Set.of(Scope.ADMIN), null, null), Actor.MACHINE);
        var heard = new ArrayList<KeysChanged>();
        events.subscribe(KeysChanged.class, heard::add);

        assertThat(keys.revoke(newTenant(), revoked.key().id(), Actor.MACHINE)).isFalse();
        assertThat(keys.revoke(tenant, revoked.key().id(), Actor.MACHINE)).isTrue();

        assertThat(heard).containsExactly(new KeysChanged(tenant, revoked.key().id(), true));
        assertThat(keys.authenticate(revoked.text())).isEmpty();
        assertThat(keys.isLive(tenant, revoked.key().id())).isFalse();
        assertThat(keys.authenticate(brief.text())).isPresent();
        assertThat(keys(NOW.plusSeconds(10)).authenticate(brief.text())).isEmpty();
        assertThat(keys.authenticate("pk_" + "x".repeat(43))).isEmpty();
        assertThat(keys.authenticate(brief.text().substring(3))).isEmpty();
    }

    @Test
    void useIsRecordedToTheMinute() {
        var made = keys(NOW).create(tenant, "Used", powers(Set.of(Scope.ADMIN), null, null), Actor.MACHINE);

        keys(NOW.plusSeconds(5)).authenticate(made.text());
        keys(NOW.plusSeconds(30)).authenticate(made.text());

        assertThat(keys(NOW).list(tenant, Cursor.START, 100)).filteredOn(key -> key.id().equals(made.key().id()))
                .singleElement().extracting(ApiKey::lastUsedAt).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void noKeyMakesABroaderOne() {
        var mine = powers(Set.of(Scope.AGENTS_READ, Scope.EMBED_MINT), Set.of("agt_a", "agt_b"), NOW.plusSeconds(60));

        assertThat(mine.cover(mine)).isTrue();
        assertThat(mine.cover(powers(Set.of(Scope.EMBED_MINT), Set.of("agt_a"), NOW))).isTrue();
        assertThat(mine.cover(powers(Set.of(Scope.AGENTS_WRITE), Set.of("agt_a"), NOW))).isFalse();
        assertThat(mine.cover(powers(Set.of(Scope.ADMIN), Set.of("agt_a"), NOW))).isFalse();
        assertThat(mine.cover(powers(Set.of(Scope.EMBED_MINT), Set.of("agt_c"), NOW))).isFalse();
        assertThat(mine.cover(powers(Set.of(Scope.EMBED_MINT), null, NOW))).isFalse();
        assertThat(mine.cover(powers(Set.of(Scope.EMBED_MINT), Set.of("agt_a"), null))).isFalse();
        assertThat(mine.cover(powers(Set.of(Scope.EMBED_MINT), Set.of("agt_a"), NOW.plusSeconds(61)))).isFalse();
        assertThat(mine.cover(new Powers(Set.of(Scope.EMBED_MINT), Set.of("agt_a"), NOW, HOUR.plusSeconds(1)))).isFalse();
        assertThat(Powers.ofAdministrator(HOUR).cover(powers(Set.of(Scope.ADMIN), null, null))).isTrue();
    }

    private static Powers powers(Set<Scope> scopes, @Nullable Set<String> agents, @Nullable Instant expiresAt) {
        return new Powers(scopes, agents, expiresAt, HOUR);
    }

    private ApiKeys keys(Instant now) {
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        return new ApiKeys(database, new Audit(database, clock), events, clock);
    }

    private TenantId newTenant() {
        var tenants = new Tenants(database, new Audit(database, Clock.systemUTC()), Clock.systemUTC());
        return database.write(handle -> tenants.create(handle, "Acme", Actor.MACHINE)).id();
    }
}
