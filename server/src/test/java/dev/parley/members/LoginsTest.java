package dev.parley.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.members.PasswordLinks.Purpose;
import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.Refused;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import dev.parley.tenants.Tenancy;
import dev.parley.tenants.TenantId;
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
import org.jspecify.annotations.Nullable;
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
        assertThat(people.links().choose(invited.link().token(), Purpose.INVITATION, PASSWORD, "")).isPresent();
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
    void aBrowserSomebodyHasSignedInWithIsNotLockedOutByAttacksFromItsOwnNetwork() {
        var mark = signIn(email, "203.0.113.50").mark();
        for (int i = 0; i < 20; i++) {
            attempt(email, "guess " + i, "203.0.113.50");
        }

        assertThat(attempt(email, PASSWORD, "203.0.113.50")).isInstanceOf(Logins.Outcome.TooMany.class);
        assertThat(people.logins().signIn(email, PASSWORD, at("203.0.113.50", mark)))
                .isInstanceOf(Logins.Outcome.SignedIn.class);
        assertThat(people.logins().signIn(email, PASSWORD, at("203.0.113.50", "brw_made-up")))
                .isInstanceOf(Logins.Outcome.TooMany.class);
    }

    @Test
    void aKnownBrowserMayNotGuessForEverEither() {
        var mark = signIn(email, "203.0.113.60").mark();
        for (int i = 0; i < 10; i++) {
            people.logins().signIn(email, "guess " + i, at("203.0.113." + i, mark));
        }

        assertThat(people.logins().signIn(email, PASSWORD, at("203.0.113.61", mark)))
                .isInstanceOf(Logins.Outcome.TooMany.class);
    }

    @Test
    void aResetLinkWorksOnceAndEndsEverySessionAndEveryOtherLink() {
        var opened = signIn(email, "192.0.2.8");
        var member = opened.session().member();
        var first = people.resets().forMember(member.tenant(), member.id(), Actor.MACHINE).orElseThrow().token();
        var second = people.resets().forAddress(new Email(email), "").orElseThrow().link().token();

        assertThat(people.links().choose(first, Purpose.INVITATION, "another good one", "")).isEmpty();
        assertThat(people.links().choose(first, Purpose.RESET, "another good one", "")).isPresent();

        assertThat(people.sessions().authenticate(opened.token())).isEmpty();
        assertThat(people.links().choose(first, Purpose.RESET, "a third good one", "")).isEmpty();
        assertThat(people.links().choose(second, Purpose.RESET, "a third good one", "")).isEmpty();
        assertThat(attempt(email, "another good one", "192.0.2.8")).isInstanceOf(Logins.Outcome.SignedIn.class);
        assertThat(stored("SELECT token_hash FROM member_links")).doesNotContain(first, second);
    }

    @Test
    void aMailedResetLinkIsGoodForAnHour() {
        var link = people.resets().forAddress(new Email(email), "").orElseThrow().link();
        clock.step(Duration.ofHours(1));

        assertThat(people.links().choose(link.token(), Purpose.RESET, "another good one", "")).isEmpty();
        assertThat(people.resets().forAddress(new Email("nobody@login.test"), "")).isEmpty();
    }

    @Test
    void membersAreFoundByAddressRoleAndStatusAndWhatIsTypedIsNoPattern() {
        var tenant = signIn(email, "192.0.2.20").session().member().tenant();
        people.invitations().invite(tenant, new Email("x_1%!@found" + System.nanoTime() + ".test"), Role.ADMIN, Actor.MACHINE);

        assertThat(found(tenant, new MemberFilter("ADA", null, null))).hasSize(1);
        assertThat(found(tenant, new MemberFilter("x_1%!@", Role.ADMIN, Member.Status.INVITED))).hasSize(1);
        assertThat(found(tenant, new MemberFilter("x%", null, null))).isEmpty();
        assertThat(found(tenant, new MemberFilter("a_a", null, null))).isEmpty();
        assertThat(found(tenant, new MemberFilter(null, Role.BUILDER, null))).extracting(Member::email).containsExactly(email);
        assertThat(found(tenant, new MemberFilter(null, null, Member.Status.INVITED))).hasSize(1);
        assertThat(found(tenant, new MemberFilter(null, null, null))).hasSize(2);
    }

    private List<Member> found(TenantId tenant, MemberFilter filter) {
        return people.members().list(tenant, filter, Cursor.START, 10);
    }

    @Test
    void sessionsAreListedAndEndedOneByOneOrAllAtOnce() {
        var first = signIn(email, "192.0.2.9");
        var second = signIn(email, "192.0.2.10");
        var forAgent = people.sessions().openForAgent(first.session().member(), at("192.0.2.11", null), "agt_1");
        var member = first.session().member();

        assertThat(people.sessions().list(member)).extracting(MemberSession.Shown::address)
                .contains("192.0.2.9", "192.0.2.10", "192.0.2.11");
        assertThat(people.sessions().list(member)).allSatisfy(shown ->
                assertThat(shown.browser()).isEqualTo("Firefox on Linux"));
        assertThat(people.sessions().end(member, first.session().id(), Actor.MACHINE)).isTrue();
        assertThat(people.sessions().authenticate(first.token())).isEmpty();
        assertThat(people.sessions().authenticate(second.token())).isPresent();
        people.sessions().endAll(member, Actor.MACHINE);
        assertThat(people.sessions().authenticate(second.token())).isEmpty();
        assertThat(people.sessions().authenticate(forAgent.token())).isEmpty();
        assertThat(people.sessions().list(member)).isEmpty();
    }

    @Test
    void aSessionForOneAgentSaysSoAndLivesForEightHours() {
        var member = signIn(email, "192.0.2.12").session().member();
        var opened = people.sessions().openForAgent(member, at("192.0.2.12", null), "agt_1");

        assertThat(people.sessions().authenticate(opened.token())).map(MemberSession::agent).contains("agt_1");
        clock.step(Duration.ofHours(8));
        assertThat(people.sessions().authenticate(opened.token())).isEmpty();
    }

    @Test
    void attemptsFromOneAddressAreLimitedAcrossAccounts() {
        for (int i = 0; i < 10; i++) {
            attempt("someone" + i + "@login.test", "guess", "203.0.113.200");
        }

        assertThat(attempt(email, PASSWORD, "203.0.113.200")).isInstanceOf(Logins.Outcome.TooMany.class);
    }

    @Test
    void aPasswordIsChangedByWhoKnowsItAndEndsEveryOtherSession() {
        var elsewhere = signIn(email, "192.0.2.4");
        var opened = signIn(email, "192.0.2.4");
        var here = at("192.0.2.4", null);

        assertThat(people.logins().changePassword(opened.session(), "wrong", "another good one", Actor.MACHINE, here))
                .isFalse();
        assertThat(people.logins().changePassword(opened.session(), PASSWORD, "another good one", Actor.MACHINE, here))
                .isTrue();

        assertThat(people.sessions().authenticate(elsewhere.token())).isEmpty();
        assertThat(people.sessions().authenticate(opened.token())).isPresent();
        assertThat(attempt(email, PASSWORD, "192.0.2.4")).isEqualTo(new Logins.Outcome.Wrong());
        assertThat(attempt(email, "another good one", "192.0.2.4")).isInstanceOf(Logins.Outcome.SignedIn.class);
    }

    @Test
    void aResetPasswordIsRandomAndEndsEverySession() {
        var opened = signIn(email, "192.0.2.5");

        var password = new ResetPassword(database, audit).run(email).orElseThrow();

        assertThat(password).hasSize(20);
        assertThat(people.sessions().authenticate(opened.token())).isEmpty();
        assertThat(attempt(email, password, "192.0.2.5")).isInstanceOf(Logins.Outcome.SignedIn.class);
        assertThat(new ResetPassword(database, audit).run("nobody@login.test")).isEmpty();
    }

    @Test
    void anInvitationWorksOnceAndForSevenDays() {
        var tenant = signIn(email, "192.0.2.6").session().member().tenant();
        var address = new Email("late" + System.nanoTime() + "@login.test");
        var invited = people.invitations().invite(tenant, address, Role.MEMBER, Actor.MACHINE).orElseThrow();

        assertThat(people.invitations().invite(tenant, address, Role.MEMBER, Actor.MACHINE)).isEmpty();
        clock.step(Duration.ofDays(7));
        assertThat(people.links().choose(invited.link().token(), Purpose.INVITATION, PASSWORD, "")).isEmpty();
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
        return People.create(database, tenancy, new Limits(allowances, clock), new Audit(database, clock), new Events(),
                Outside.none(new SecretBox(MasterKey.parse(MASTER_KEY, "test"))), clock);
    }

    private MemberSession.Opened signIn(String email, String address) {
        return ((Logins.Outcome.SignedIn) attempt(email, PASSWORD, address)).session();
    }

    private Logins.Outcome attempt(String email, String password, String address) {
        return people.logins().signIn(email, password, at(address, null));
    }

    private static Client at(String address, @Nullable String mark) {
        return new Client(InetAddress.ofLiteral(address), "Firefox on Linux", mark);
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
