package dev.parley.identity;

import static dev.parley.platform.http.ErrorCode.AUTHENTICATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A secret that is rotated while a token signed with it is being verified.
@OnBothDatabases
class RotationRaceTest {
    private static final int ROUNDS = 50;
    private static final int VERIFIERS = 4;

    private final IdentityFixture fixture;

    RotationRaceTest(Database database) {
        this.fixture = new IdentityFixture(database);
    }

    /// The rotation happens in the middle of the verification, after the signature was found good.
    @Test
    void aVerificationThatBeganBeforeARotationDoesNotSucceedAfterIt() {
        var token = Jwts.sign("{\"user_email\":\"jane\"}", fixture.newIdentitySecret());
        var rotations = new AtomicInteger();
        Consumer<AgentId> rotateOnce = _ -> {
            if (rotations.getAndIncrement() == 0) {
                fixture.tenancy.secrets().rotate(fixture.agentKeys(), Duration.ZERO, Actor.MACHINE);
            }
        };
        var verifier = new TokenVerifier(fixture.tenancy.secrets(), fixture.identity.revocations(),
                fixture.tenancy.apiKeys()::isLive, fixture.clock, rotateOnce);

        assertThat(verifier.verify(fixture.agent, token))
                .isInstanceOfSatisfying(Verification.Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(AUTHENTICATION_FAILED));
        assertThat(rotations).hasValue(1);
    }

    /// A rotation of somebody else's secret in the middle only makes the verifier look again.
    @Test
    void aRotationElsewhereDoesNotRefuseAGoodToken() {
        var token = Jwts.sign("{\"user_email\":\"jane\"}", fixture.newIdentitySecret());
        fixture.newTenantSecret();
        var rotations = new AtomicInteger();
        var verifier = new TokenVerifier(fixture.tenancy.secrets(), fixture.identity.revocations(),
                fixture.tenancy.apiKeys()::isLive, fixture.clock, _ -> {
                    if (rotations.getAndIncrement() < 3) {
                        fixture.tenancy.secrets().rotate(
                                dev.parley.tenants.KeyHolder.tenant(fixture.tenant), Duration.ZERO, Actor.MACHINE);
                    }
                });
        assertThat(verifier.verify(fixture.agent, token)).isInstanceOf(Verification.Verified.class);
        assertThat(rotations).hasValue(4);
    }

    @Test
    void underLoadNoVerificationThatBeginsAfterARotationAcceptsAnOlderSecret() throws Exception {
        var current = new AtomicReference<>(new Signed(0, token(fixture.newIdentitySecret())));
        var oldest = new AtomicInteger();
        var accepted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var verifiers = new ArrayList<Future<?>>();
            var over = new AtomicInteger();
            for (int i = 0; i < VERIFIERS; i++) {
                verifiers.add(threads.submit(() -> {
                    while (over.get() == 0) {
                        var tried = current.get();
                        int oldestThatCounts = oldest.get();
                        if (fixture.verify(fixture.agent, tried.token) instanceof Verification.Verified) {
                            accepted.incrementAndGet();
                            assertThat(tried.round).isGreaterThanOrEqualTo(oldestThatCounts);
                        }
                        Thread.yield();
                    }
                }));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                var next = fixture.tenancy.secrets().rotate(fixture.agentKeys(), Duration.ZERO, Actor.MACHINE);
                oldest.set(round);
                var old = current.get();
                assertThat(fixture.refused(fixture.agent, old.token).code()).isEqualTo(AUTHENTICATION_FAILED);
                current.set(new Signed(round, token(next.text())));
                fixture.accepted(fixture.agent, current.get().token);
            }
            over.set(1);
            for (var verifier : verifiers) {
                verifier.get();
            }
        }
        assertThat(accepted.get()).isPositive();
    }

    private static String token(String secret) {
        return Jwts.sign("{\"user_email\":\"jane\"}", secret);
    }

    private record Signed(int round, String token) {}
}
