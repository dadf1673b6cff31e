package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.audit.AuditEntry;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.tenants.TenantId;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class ErasureTest {
    private static final Actor ADA = new Actor("member:mem_ada", "192.0.2.1");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TenantId tenant = TenantId.next();
    private final AgentId sales = AgentId.next();
    private final AgentId support = AgentId.next();
    private final Conversations conversations;
    private final Answers answers;
    private final Transcripts transcripts;
    private final Audit audit;
    private final Erasure erasure;

    ErasureTest(Database database) {
        conversations = new Conversations(database, clock);
        answers = new Answers(database, clock);
        transcripts = new Transcripts(database);
        audit = new Audit(database, clock);
        erasure = new Erasure(database, audit);
    }

    @Test
    void oneConversationGoesWithItsAnswersAndRatings() {
        var kept = say(sales, "jane");
        var gone = say(sales, "jane");
        rate(sales, "jane", gone);

        var receipt = erasure.conversation(tenant, gone.conversation(), ADA).orElseThrow();

        assertThat(receipt.deleted()).isEqualTo(new Receipt.Deleted(1, 2, 1));
        assertThat(left()).containsExactly(kept.conversation());
        assertThat(receipt.last()).returns("conversation.deleted", AuditEntry::action)
                .returns(gone.conversation().value(), AuditEntry::target).returns(ADA, AuditEntry::actor);
        assertThat(erasure.conversation(tenant, gone.conversation(), ADA)).isEmpty();
    }

    @Test
    void allOfOneUserGoesAndNothingElse() {
        say(sales, "jane");
        var atSupport = say(support, "jane");
        var john = say(sales, "john");

        assertThat(erasure.user(tenant, Owners.user("jane"), Set.of(sales), ADA).deleted())
                .isEqualTo(new Receipt.Deleted(1, 1, 0));
        assertThat(left()).containsExactlyInAnyOrder(john.conversation(), atSupport.conversation());
        assertThat(erasure.user(tenant, Owners.user("jane"), null, ADA).deleted())
                .isEqualTo(new Receipt.Deleted(1, 1, 0));
        assertThat(left()).containsExactly(john.conversation());
        assertThat(erasure.agent(tenant, sales)).isEqualTo(new Receipt.Deleted(1, 1, 0));
        assertThat(left()).isEmpty();
    }

    @Test
    void aReceiptProvesWhoWasErasedWithoutNamingThem() {
        say(sales, "jane.doe");

        var receipt = erasure.user(tenant, Owners.user("jane.doe"), null, ADA);

        assertThat(erasure.receipt(tenant, receipt.id())).contains(receipt);
        assertThat(erasure.receipt(TenantId.next(), receipt.id())).isEmpty();
        assertThat(receipt.last().details()).doesNotContain("jane")
                .contains(Hashes.sha256(receipt.id() + ":user:agent:jane.doe"));
        assertThat(audit.verify(tenant.value()).intact()).isTrue();
    }

    @Test
    void somebodyOfWhomThereIsNothingGetsAReceiptToo() {
        var receipt = erasure.user(tenant, Owners.user("nobody"), null, ADA);

        assertThat(receipt.deleted()).isEqualTo(Receipt.Deleted.NOTHING);
        assertThat(receipt.lines()).hasSize(1);
    }

    @Test
    void manyConversationsGoInSeveralTransactionsEachWithItsLine() {
        for (int i = 0; i < 1_201; i++) {
            say(sales, i % 2 == 0 ? "jane" : "john");
        }

        var receipt = erasure.olderThan(tenant, clock.instant().plusSeconds(1), Actor.MACHINE).orElseThrow();

        assertThat(receipt.deleted()).isEqualTo(new Receipt.Deleted(1_201, 1_201, 0));
        assertThat(receipt.lines()).hasSize(3);
        assertThat(erasure.receipt(tenant, receipt.id())).contains(receipt);
        assertThat(left()).isEmpty();
    }

    @Test
    void onlyWhatIsOlderGoes() {
        say(sales, "jane");
        clock.advance(Duration.ofDays(2));
        var young = say(sales, "jane");

        assertThat(erasure.olderThan(tenant, clock.instant().minus(Duration.ofDays(1)), Actor.MACHINE)).isPresent();
        assertThat(left()).containsExactly(young.conversation());
        assertThat(erasure.olderThan(tenant, clock.instant().minus(Duration.ofDays(1)), Actor.MACHINE)).isEmpty();
    }

    private List<ConversationId> left() {
        return transcripts.list(tenant, TranscriptFilter.ALL, Cursor.START, 100).stream()
                .map(owned -> owned.conversation().id()).toList();
    }

    private Message say(AgentId agent, String user) {
        return ((Appended.New) conversations.append(Owners.at(tenant, agent, user), MessageId.next().value(), "hello", null))
                .message();
    }

    private void rate(AgentId agent, String user, Message question) {
        var owner = Owners.at(tenant, agent, user);
        var answer = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow();
        answers.finish(owner, answer.id(), "hi", new AnswerEnd.Stopped(), Owners.TIMES);
        conversations.rate(owner, answer.id(), Message.Rating.UP, null);
    }
}
