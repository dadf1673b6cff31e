package dev.parley.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.Refused;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenancy;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class LoginsTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String MASTER_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final Database database;
    private final SteppingClock clock = new SteppingClock();
    private final Audit audit;
    private final Tenancy tenancy;
    private final People people;
    private final String email = "ada" + System.nanoTime() + "@login.test";

    LoginsTest(Database database) {
        this.database = database;
        this.audit = new Audit(database, clock);
        this.tenancy = Tenancy.create(database, new SecretBox(MasterKey.parse(MASTER_KEY, "test")), audit, new Events(), clock);
        this.people = people(database, tenancy);
        var tenant = database.write(handle -> tenancy.tenants().create(handle, "Acme", Actor.MACHINE));
        var invited = people.invitations().invite(tenant.id(), new Email(email), Role.BUILDER, Actor.MACHINE).orElseThrow();
        assertThat(people.invitations().accept(invited.token(), PASSWORD, "")).isPresent();
    }

    @Test
    void theRightPasswordOpensASessionWhateverTheCaseOfTheAddress() {
        var opened = signIn(email.toUpperCase(java.util.Locale.ROOT), "192.0.2.1");

        assertThat(opened.token()).startsWith("ses_");
        assertThat(opened.toString()).doesNotContain(opened.token());
        assertThat(people.sessions().authenticate(opened.token())).map(session -> session.member().email()).contains(email);
        assertThat(stored("SELECT token_hash FROM member_sessions")).doesNotContain(opened.token().substring(4));
        assertThat(stored("SELECT COALESCE(password_hash, '') FROM members")).doesNotContain(PASSWORD).contains("$argon2id$");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreTheSameOutcome() {
        assertThat(attempt(email, "wrong", "192.0.2.2")).isEqualTo(new Logins.Outcome.Wrong());
        assertThat(attempt("nobody@login.test", PASSWORD, "192.0.2.2")).isEqualTo(new Logins.Outcome.Wrong());
        assertThat(attempt("not an address", PASSWORD, "192.0.2.2")).isEqualTo(new Logins.Outcome.Wrong());
    }

    @Test
    void aSessionEndsAfterADayWithoutUseAndAfterSevenDaysAnyway() {
        var unused = signIn(email, "192.0.2.3");
        var used = signIn(email, "192.0.2.3");
        for (int hour = 0; hour < 7 * 24 - 1; hour++) {
            clock.step(Duration.ofHours(1));
            assertThat(people.sessions().authenticate(used.token())).isPresent();
            if (hour == 24) {
                assertThat(people.sessions().authenticate(unused.token())).isEmpty();
            }
        }
        clock.step(Duration.ofHours(1));
        assertThat(people.sessions().authenticate(used.token())).isEmpty();
    }

    @Test
    void attemptsOnOneAccountAreLimitedButItsOwnerAtHomeIsNotLockedOut() {
        signIn(email, "198.51.100.7");
        for (int i = 0; i < 9; i++) {
            assertThat(attempt(email, "guess " + i, "203.0.113." + i)).isEqualTo(new Logins.Outcome.Wrong());
        }

        assertThat(attempt(email, "guess", "203.0.113.99")).isInstanceOf(Logins.Outcome.TooMany.class);
        assertThat(attempt(email, PASSWORD, "198.51.100.7")).isInstanceOf(Logins.Outcome.SignedIn.class);
    }

    @Test
    void attemptsFromOneAddressAreLimitedAcrossAccounts() {
        for (int i = 0; i < 10; i++) {
            attempt("someone" + i + "@login.test", "guess", "203.0.113.200");
        }

        assertThat(attempt(email, PASSWORD, "203.0.113.200")).isInstanceOf(Logins.Outcome.TooMany.class);
    }

    @Test
    void aPasswordIsChangedByWhoKnowsItAndEndsEverySession() {
        var opened = signIn(email, "192.0.2.4");
        var member = opened.session().member();

        assertThat(people.logins().changePassword(member, "wrong", "another good one", Actor.MACHINE, address("192.0.2.4")))
                .isFalse();
        assertThat(people.logins().changePassword(member, PASSWORD, "another good one", Actor.MACHINE, address("192.0.2.4")))
                .isTrue();

        assertThat(people.sessions().authenticate(opened.token())).isEmpty();
        assertThat(attempt(email, PASSWORD, "192.0.2.4")).isEqualTo(new Logins.Outcome.Wrong());
        assertThat(attempt(email, "another good one", "192.0.2.4")).isInstanceOf(Logins.Outcome.SignedIn.class);
    }

    @Test
    void aResetPasswordIsRandomAndEndsEverySession() {
        var opened = signIn(email, "192.0.2.5");

        var password = new ResetPassword(database, audit, clock).run(email).orElseThrow();

        assertThat(password).hasSize(20);
        assertThat(people.sessions().authenticate(opened.token())).isEmpty();
        assertThat(attempt(email, password, "192.0.2.5")).isInstanceOf(Logins.Outcome.SignedIn.class);
        assertThat(new ResetPassword(database, audit, clock).run("nobody@login.test")).isEmpty();
    }

    @Test
    void anInvitationWorksOnceAndForSevenDays() {
        var tenant = signIn(email, "192.0.2.6").session().member().tenant();
        var address = new Email("late" + System.nanoTime() + "@login.test");
        var invited = people.invitations().invite(tenant, address, Role.MEMBER, Actor.MACHINE).orElseThrow();

        assertThat(people.invitations().invite(tenant, address, Role.MEMBER, Actor.MACHINE)).isEmpty();
        clock.step(Duration.ofDays(7));
        assertThat(people.invitations().accept(invited.token(), PASSWORD, "")).isEmpty();
    }

    @Test
    void theFirstStartMakesOneOwnerAndNeverAgain() {
        try (var empty = TestDatabases.open(database.dialect())) {
            var fresh = freshPeople(empty);
            assertThat(fresh.firstStart().prepare(Optional.of("root@first.test"), Optional.of(PASSWORD)))
                    .isInstanceOfSatisfying(FirstStart.Outcome.OwnerMade.class, made -> {
                        assertThat(made.owner().role()).isEqualTo(Role.OWNER);
                        assertThat(made.owner().operator()).isTrue();
                    });
            assertThat(fresh.firstStart().prepare(Optional.of("eve@first.test"), Optional.of("x")))
                    .isEqualTo(new FirstStart.Outcome.NotTheFirst());
        }
    }

    @Test
    void aFirstStartWithAWeakPasswordStopsWithASentenceThatDoesNotHoldIt() {
        try (var empty = TestDatabases.open(database.dialect())) {
            var first = freshPeople(empty).firstStart();
            for (var weak : new String[] {"short", "aaaaaaaaaaaa", "Password123", "root@first.test"}) {
                assertThatThrownBy(() -> first.prepare(Optional.of("root@first.test"), Optional.of(weak)))
                        .isInstanceOf(InvalidSetting.class).hasMessageContaining("PARLEY_ADMIN_PASSWORD")
                        .hasMessageNotContaining(weak);
            }
            assertThatThrownBy(() -> first.prepare(Optional.of("root"), Optional.of(PASSWORD)))
                    .isInstanceOf(InvalidSetting.class).hasMessageContaining("PARLEY_ADMIN_EMAIL");
            assertThatThrownBy(() -> first.prepare(Optional.of("root@first.test"), Optional.empty()))
                    .isInstanceOf(InvalidSetting.class);
        }
    }

    @Test
    void theSetUpLinkOfTheLastStartWorksOnce() {
        try (var empty = TestDatabases.open(database.dialect())) {
            var fresh = freshPeople(empty);
            var old = token(fresh.firstStart().prepare(Optional.empty(), Optional.empty()));
            var token = token(fresh.firstStart().prepare(Optional.empty(), Optional.empty()));
            var root = new Email("root@first.test");

            assertThatThrownBy(() -> fresh.firstStart().setUp(old, root, PASSWORD, Optional.empty(), ""))
                    .isInstanceOf(Refused.class);
            assertThat(fresh.firstStart().setUp(token, root, PASSWORD, Optional.of("Acme"), "").operator()).isTrue();
            assertThatThrownBy(() -> fresh.firstStart().setUp(token, root, PASSWORD, Optional.empty(), ""))
                    .isInstanceOf(Refused.class);
        }
    }

    private static String token(FirstStart.Outcome outcome) {
        return ((FirstStart.Outcome.LinkNeeded) outcome).token();
    }

    private People freshPeople(Database empty) {
        var log = new Audit(empty, clock);
        var box = new SecretBox(MasterKey.parse(MASTER_KEY, "test"));
        return people(empty, Tenancy.create(empty, box, log, new Events(), clock));
    }

    private People people(Database database, Tenancy tenancy) {
        var allowances = Arrays.stream(Limit.values())
                .collect(Collectors.toMap(limit -> limit, limit -> limit.allowance(limit.fallback())));
        return People.create(database, tenancy, new Limits(allowances, clock), new Audit(database, clock), clock);
    }

    private MemberSession.Opened signIn(String email, String address) {
        return ((Logins.Outcome.SignedIn) attempt(email, PASSWORD, address)).session();
    }

    private Logins.Outcome attempt(String email, String password, String address) {
        return people.logins().signIn(email, password, address(address));
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private String stored(String sql) {
        List<String> rows = database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
        return String.join("\n", rows);
    }

    /// A clock that goes on only when it is told to.
    private static final class SteppingClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        void step(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
