package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.tenants.TenantId;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class DailyUsageTest {
    private static final LocalDate FRIDAY = LocalDate.parse("2026-11-20");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T23:30:00Z"));
    private final TenantId tenant = TenantId.next();
    private final AgentId sales = AgentId.next();
    private final AgentId support = AgentId.next();
    private final Database database;
    private final Conversations conversations;
    private final Answers answers;
    private final DailyUsage usage;

    DailyUsageTest(Database database) {
        this.database = database;
        conversations = new Conversations(database, clock);
        answers = new Answers(database, clock);
        usage = new DailyUsage(database);
        database.write(handle -> handle.execute("DELETE FROM facts WHERE name = 'usage_open_day'"));
        database.write(handle -> handle.execute("INSERT INTO tenants (id, name, created_at) VALUES (?, 'T', 0)", tenant.value()));
    }

    @Test
    void aDayIsCountedForEachAgent() {
        talk(sales, "jane", 100, Message.Rating.UP);
        talk(sales, "jane", 300, Message.Rating.DOWN);
        talk(sales, "john", 200, null);
        fail(support, "jane");

        assertThat(days(FRIDAY)).containsExactlyInAnyOrder(
                new UsageDay(FRIDAY, sales, 3, 2, 3, 3, 0, 30, 60, latency(200, 300), 1, 1),
                new UsageDay(FRIDAY, support, 1, 1, 1, 1, 1, 0, 0, null, 0, 0));
        assertThat(usage.days(tenant, FRIDAY, FRIDAY, Set.of(support))).hasSize(1);
        assertThat(usage.days(TenantId.next(), FRIDAY, FRIDAY, null)).isEmpty();
    }

    @Test
    void nineteenOfTwentyAnswersWereThereByThe95thPercentile() {
        for (int i = 1; i <= 20; i++) {
            talk(sales, "jane", i * 10, null);
        }

        assertThat(days(FRIDAY).getFirst().latency()).isEqualTo(latency(100, 190));
    }

    @Test
    void aConversationAcrossMidnightCountsOnBothDays() {
        var owner = Owners.at(tenant, sales, "jane");
        var first = ((Appended.New) conversations.append(owner, MessageId.next().value(), "late", null)).message();
        clock.advance(Duration.ofHours(1));
        conversations.append(owner, MessageId.next().value(), "early", first.conversation());

        assertThat(usage.days(tenant, FRIDAY, FRIDAY.plusDays(1), null)).extracting(UsageDay::messages)
                .containsExactly(1L, 1L);
    }

    @Test
    void aDayThatIsOverIsWrittenDownOnceAndOutlivesItsConversations() {
        talk(sales, "jane", 100, Message.Rating.UP);
        var rollup = new UsageRollup(database, clock);
        rollup.run();
        var counted = days(FRIDAY);

        clock.advance(Duration.ofHours(2));
        rollup.run();
        assertThat(days(FRIDAY)).isEqualTo(counted);
        new Erasure(database, new Audit(database, clock)).agent(tenant, sales);

        assertThat(days(FRIDAY)).isEqualTo(counted);
        talk(sales, "jane", 100, null);
        assertThat(usage.days(tenant, FRIDAY, FRIDAY.plusDays(1), null)).hasSize(2);
    }

    @Test
    void aDayIsOpenUntilItsLastAnswersHaveEnded() {
        talk(sales, "jane", 100, null);
        clock.advance(Duration.ofMinutes(45));
        new UsageRollup(database, clock).run();
        new Erasure(database, new Audit(database, clock)).user(tenant, Owners.user("jane"), null, Actor.MACHINE);

        assertThat(days(FRIDAY)).isEmpty();
    }

    private List<UsageDay> days(LocalDate day) {
        return usage.days(tenant, day, day, null);
    }

    private static UsageDay.Latency latency(long median, long p95) {
        return new UsageDay.Latency(Duration.ofMillis(median), Duration.ofMillis(p95));
    }

    private void talk(AgentId agent, String user, long millis, Message.@org.jspecify.annotations.Nullable Rating rating) {
        var owner = Owners.at(tenant, agent, user);
        var answer = ask(owner);
        answers.finish(owner, answer, "hi", new AnswerEnd.Completed(List.of(), new Message.Usage(10, 20)),
                new AnswerTimes(Duration.ofMillis(1), Duration.ofMillis(millis)));
        if (rating != null) {
            conversations.rate(owner, answer, rating, null);
        }
    }

    private void fail(AgentId agent, String user) {
        var owner = Owners.at(tenant, agent, user);
        answers.finish(owner, ask(owner), "", new AnswerEnd.Failed("model_timeout", "late"), Owners.TIMES);
    }

    private MessageId ask(Owner owner) {
        var question = ((Appended.New) conversations.append(owner, MessageId.next().value(), "hello", null)).message();
        return answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow().id();
    }
}
