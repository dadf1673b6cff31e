package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.AUTHENTICATION_FAILED;
import static dev.parley.platform.http.ErrorCode.INVALID_IDENTITY_TOKEN;
import static dev.parley.platform.http.ErrorCode.SESSION_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.TokenPolicy;
import dev.parley.audit.Actor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.json.Json;
import dev.parley.tenants.ApiKey;
import dev.parley.tenants.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Proofs that end before their time, and tokens that the hub minted.
@OnBothDatabases
class StandingTest {
    private final IdentityFixture fixture;
    private final Agent agent;
    private final String secret;

    StandingTest(Database database) {
        this.fixture = new IdentityFixture(database);
        this.agent = fixture.agent;
        this.secret = fixture.newIdentitySecret();
    }

    @Test
    void aRotatedSecretVerifiesNothingAnyMore() {
        var token = token();
        var user = fixture.accepted(agent, token);
        var next = fixture.tenancy.secrets().rotate(fixture.agentKeys(), Duration.ZERO, Actor.MACHINE).text();

        assertThat(fixture.refused(agent, token).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(recheck(user)).contains(AUTHENTICATION_FAILED);
        assertThat(recheck(fixture.accepted(agent, Jwts.sign("{\"user_email\":\"jane\"}", next)))).isEmpty();
    }

    @Test
    void duringAnOverlapBothVerifyAndThenTheNewOneAlone() {
        var token = token();
        var user = fixture.accepted(agent, token);
        fixture.tenancy.secrets().rotate(fixture.agentKeys(), Duration.ofHours(1), Actor.MACHINE);

        fixture.clock.advance(Duration.ofMinutes(59));
        fixture.accepted(agent, token);
        assertThat(recheck(user)).isEmpty();
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(fixture.refused(agent, token).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(recheck(user)).contains(AUTHENTICATION_FAILED);
    }

    @Test
    void aProofEndsWithItsTime() {
        var user = fixture.accepted(agent, Jwts.sign("{\"user_email\":\"jane\",\"exp\":" + fixture.in(30) + "}", secret));
        assertThat(recheck(user)).isEmpty();
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(recheck(user)).contains(SESSION_EXPIRED);
    }

    @Test
    void aProofEndsWhenTheAgentNoLongerAcceptsItsKindOfKey() {
        var user = fixture.accepted(agent, token());
        var closed = new Agent(agent.id(), agent.tenant(), agent.slug(), fixture.newAgent(fixture.tenant,
                new TokenPolicy(Set.of(), false, Duration.ofHours(1))).definition(), agent.access(), agent.status(), false,
                agent.createdAt(), agent.updatedAt());
        assertThat(fixture.identity.verifier().recheck(closed, user).map(Verification.Refusal::code))
                .contains(AUTHENTICATION_FAILED);
    }

    @Test
    void revokingAUserEndsTokensUpToThenAndThoseThatDoNotTell() {
        var heard = new ArrayList<UserRevoked>();
        fixture.events.subscribe(UserRevoked.class, heard::add);
        var old = issued("jane", 0);
        var user = fixture.accepted(agent, old);
        fixture.accepted(agent, token());

        fixture.identity.revocations().revoke(agent, Principal.Issuer.AGENT, "jane", Actor.MACHINE);

        assertThat(fixture.refused(agent, old).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(fixture.refused(agent, token()).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(recheck(user)).contains(AUTHENTICATION_FAILED);
        fixture.accepted(agent, issued("jane", 1));
        fixture.accepted(agent, issued("Jane", 0));
        fixture.accepted(agent, Jwts.sign("{\"user_email\":\"joe\"}", secret));
        assertThat(heard).containsExactly(
                new UserRevoked(agent.id(), Principal.Issuer.AGENT, "jane", fixture.clock.instant()));
    }

    @Test
    void revokingAgainMovesTheTimeForwardOnly() {
        fixture.identity.revocations().revoke(agent, Principal.Issuer.AGENT, "jane", Actor.MACHINE);
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.identity.revocations().revoke(agent, Principal.Issuer.AGENT, "jane", Actor.MACHINE);
        assertThat(fixture.refused(agent, issued("jane", -5)).code()).isEqualTo(AUTHENTICATION_FAILED);
        fixture.clock.advance(Duration.ofSeconds(-8));
        fixture.identity.revocations().revoke(agent, Principal.Issuer.AGENT, "jane", Actor.MACHINE);
        fixture.clock.advance(Duration.ofSeconds(8));
        assertThat(fixture.refused(agent, issued("jane", -5)).code()).isEqualTo(AUTHENTICATION_FAILED);
    }

    @Test
    void aMintedTokenProvesItsUserUntilItsKeyIsRevoked() {
        var apiKey = apiKey(null);
        var minted = mint(apiKey, agent.id().value());
        var user = fixture.accepted(agent, minted.token());

        assertThat(user.principal()).isEqualTo(
                new Principal(Principal.Kind.USER, Principal.Issuer.HUB, "user-42", "u@example.com"));
        assertThat(user.expiresAt()).isEqualTo(minted.expiresAt()).isEqualTo(Instant.ofEpochSecond(fixture.in(900)));
        assertThat(user.context().apiKey()).isEqualTo(apiKey.id());
        assertThat(user.variables()).containsEntry("name", "Jane");
        fixture.tenancy.apiKeys().revoke(fixture.tenant, apiKey.id(), Actor.MACHINE);
        assertThat(fixture.refused(agent, minted.token()).code()).isEqualTo(AUTHENTICATION_FAILED);
        assertThat(recheck(user)).contains(AUTHENTICATION_FAILED);
    }

    @Test
    void aMintedTokenOpensWhatItIsForAndNothingElse() {
        var other = fixture.newAgent(fixture.tenant, TokenPolicy.DEFAULT);
        var foreign = fixture.newAgent(fixture.newTenant(), TokenPolicy.DEFAULT);
        var forOne = mint(apiKey(null), agent.id().value()).token();
        var forAll = mint(apiKey(null), null).token();
        var forItsKeys = mint(apiKey(Set.of(other.id().value())), null).token();

        fixture.accepted(agent, forAll);
        fixture.accepted(other, forAll);
        assertThat(fixture.refused(other, forOne).code()).isEqualTo(INVALID_IDENTITY_TOKEN);
        assertThat(fixture.refused(agent, forItsKeys).code()).isEqualTo(INVALID_IDENTITY_TOKEN);
        fixture.accepted(other, forItsKeys);
        for (var token : List.of(forOne, forAll, forItsKeys)) {
            assertThat(fixture.refused(foreign, token).code()).isEqualTo(AUTHENTICATION_FAILED);
        }
    }

    @Test
    void aMintedTokenEndsWithItsTime() {
        var minted = mint(apiKey(null), null);
        fixture.clock.set(minted.expiresAt());
        assertThat(fixture.refused(agent, minted.token()).code()).isEqualTo(SESSION_EXPIRED);
    }

    @Test
    void aTokenLongerThanEightKibibytesIsNotMinted() {
        var order = new Minting.Order("u", null, Duration.ofMinutes(1), null, Json.object().put("a", "x".repeat(8000)));
        assertThat(fixture.identity.minting().mint(apiKey(null), order, "")).isEmpty();
    }

    private Minting.Minted mint(ApiKey apiKey, @Nullable String forAgent) {
        return fixture.identity.minting().mint(apiKey, new Minting.Order("user-42", "u@example.com", Duration.ofMinutes(15),
                forAgent, Json.object().put("name", "Jane")), "127.0.0.1").orElseThrow();
    }

    private ApiKey apiKey(@Nullable Set<String> agents) {
        return fixture.tenancy.apiKeys().create(fixture.tenant, "backend",
                new ApiKey.Powers(Set.of(Scope.EMBED_MINT), agents, null, Duration.ofHours(1)), Actor.MACHINE).key();
    }

    private String token() {
        return Jwts.sign("{\"user_email\":\"jane\"}", secret);
    }

    private String issued(String user, long seconds) {
        return Jwts.sign("{\"user_email\":\"" + user + "\",\"iat\":" + fixture.in(seconds) + "}", secret);
    }

    private Optional<ErrorCode> recheck(VerifiedUser user) {
        return fixture.identity.verifier().recheck(agent, user).map(Verification.Refusal::code);
    }
}
