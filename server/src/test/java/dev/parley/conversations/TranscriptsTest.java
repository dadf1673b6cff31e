package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.audit.Audit;
import dev.parley.conversations.TranscriptFilter.Person;
import dev.parley.identity.PreviewTickets;
import dev.parley.identity.Principal;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.tenants.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TranscriptsTest {
    private final AtomicLong now = new AtomicLong(1_795_000_000_000L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.getAndIncrement());
    private final Conversations conversations;
    private final Answers answers;
    private final Transcripts transcripts;
    private final DailyUsage usage;
    private final Erasure erasure;
    private final TenantId tenant = TenantId.next();
    private final AgentId sales = AgentId.next();
    private final AgentId support = AgentId.next();

    TranscriptsTest(Database database) {
        conversations = new Conversations(database, clock);
        answers = new Answers(database, clock);
        transcripts = new Transcripts(database);
        usage = new DailyUsage(database);
        erasure = new Erasure(database, new Audit(database, Clock.systemUTC()));
    }

    @Test
    void conversationsOfAllOwnersAreListedNewestFirstAndFiltered() {
        var first = say(sales, "jane");
        var second = say(support, "jane");
        var third = say(sales, "john");

        assertThat(list(null, null)).containsExactly(third, second, first);
        assertThat(list(sales, null)).containsExactly(third, first);
        assertThat(list(null, Owners.user("jane"))).containsExactly(second, first);
        assertThat(list(sales, Owners.user("jane"))).containsExactly(first);
    }

    @Test
    void whatABuilderSaysToADraftIsInNoListAndNoCountButIsErasedWithTheAgent() {
        var preview = append(new Owner(tenant, sales, PreviewTickets.principalOf("prv_1")));
        var visitor = append(new Owner(tenant, sales, new Principal(Principal.Kind.VISITOR, null, "prvate", null)));

        assertThat(transcripts.list(tenant, TranscriptFilter.ALL, Cursor.START, 10))
                .extracting(owned -> owned.conversation().id()).containsExactly(visitor.conversation());
        assertThat(transcripts.find(tenant, preview.conversation())).isEmpty();
        assertThat(transcripts.count(tenant, TranscriptFilter.ALL).number()).isOne();
        assertThat(transcripts.countSince(tenant, Instant.EPOCH)).containsExactly(Map.entry(sales, 1L));
        assertThat(usage.days(tenant, LocalDate.EPOCH, LocalDate.of(2100, 1, 1), null))
                .singleElement().returns(1L, UsageDay::messages);
        assertThat(erasure.agent(tenant, sales).conversations()).isEqualTo(2);
    }

    @Test
    void aListIsPaged() {
        var first = say(sales, "jane");
        var second = say(sales, "john");

        var page = transcripts.list(tenant, TranscriptFilter.ALL, Cursor.START, 1);
        var last = page.getLast().conversation();
        var next = transcripts.list(tenant, TranscriptFilter.ALL, new Cursor(last.updatedAt(), last.id().value()), 1);

        assertThat(page).extracting(owned -> owned.conversation().id()).containsExactly(second.conversation());
        assertThat(next).extracting(owned -> owned.conversation().id()).containsExactly(first.conversation());
    }

    @Test
    void aConversationSaysWhoseItIs() {
        var visitor = new Principal(Principal.Kind.VISITOR, null, "a:b::c", null);
        var message = append(new Owner(tenant, sales, visitor));
        var jane = say(sales, "jane");

        assertThat(transcripts.find(tenant, message.conversation())).get()
                .returns(visitor, Transcripts.Owned::owner).returns(sales, Transcripts.Owned::agent);
        assertThat(transcripts.find(tenant, jane.conversation())).get()
                .returns(Owners.user("jane"), Transcripts.Owned::owner);
    }

    @Test
    void aTranscriptShowsWhyAnAnswerFailedAndWhatItsReaderWrote() {
        var owner = Owners.at(tenant, sales, "jane");
        var question = append(owner);
        var answer = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow();
        answers.finish(owner, answer.id(), "", new AnswerEnd.Failed("model_unavailable", "connection refused"), Owners.TIMES);
        conversations.rate(owner, answer.id(), Message.Rating.DOWN, "no answer");

        var entries = transcripts.messagesAfter(tenant, question.conversation(), 0, 10);

        assertThat(entries).hasSize(2);
        assertThat(entries.getLast()).returns("connection refused", Transcripts.Entry::cause)
                .returns("builtin", Transcripts.Entry::model).returns(Owners.TIMES, Transcripts.Entry::times)
                .returns("no answer", Transcripts.Entry::comment);
    }

    @Test
    void conversationsAreFoundByWhoTookPart() {
        var jane = say(sales, "jane");
        var visitor = append(new Owner(tenant, sales, new Principal(Principal.Kind.VISITOR, null, "jane", null)));
        say(sales, "john");

        assertThat(found(by(new Person.Known("jane")))).containsExactlyInAnyOrder(jane.conversation(), visitor.conversation());
        assertThat(found(by(new Person.Known("JANE@example.com")))).containsExactly(jane.conversation());
        assertThat(found(by(new Person.Exactly(Owners.user("jane"))))).containsExactly(jane.conversation());
        assertThat(found(by(new Person.Known("ja")))).isEmpty();
    }

    @Test
    void conversationsAreFoundByWhatBecameOfTheirAnswers() {
        var failed = say(sales, "jane");
        end(failed, new AnswerEnd.Failed("model_timeout", "late"));
        var interrupted = say(sales, "jane");
        end(interrupted, new AnswerEnd.Interrupted());
        var liked = say(sales, "jane");
        rate(liked, Message.Rating.UP, null);
        var disliked = say(sales, "jane");
        rate(disliked, Message.Rating.DOWN, "wrong price");

        assertThat(found(failing(null))).containsExactly(interrupted.conversation(), failed.conversation());
        assertThat(found(failing("model_timeout"))).containsExactly(failed.conversation());
        assertThat(found(rated(null, false))).containsExactly(disliked.conversation(), liked.conversation());
        assertThat(found(rated(Message.Rating.UP, false))).containsExactly(liked.conversation());
        assertThat(found(rated(null, true))).containsExactly(disliked.conversation());
        assertThat(transcripts.find(tenant, failed.conversation()).orElseThrow().outcome())
                .isEqualTo(new Transcripts.Outcome(1, 0, 0));
        assertThat(transcripts.find(tenant, disliked.conversation()).orElseThrow().outcome())
                .isEqualTo(new Transcripts.Outcome(0, 0, 1));
    }

    @Test
    void conversationsAreFoundByWhenTheyWereActiveLast() {
        var first = say(sales, "jane");
        var second = say(sales, "jane");

        assertThat(found(new TranscriptFilter(null, null, second.createdAt(), null, null, null)))
                .containsExactly(second.conversation());
        assertThat(found(new TranscriptFilter(null, null, null, second.createdAt(), null, null)))
                .containsExactly(first.conversation());
    }

    @Test
    void theyAreCountedUpToALimit() {
        say(sales, "jane");
        say(support, "jane");

        assertThat(transcripts.count(tenant, TranscriptFilter.ALL)).isEqualTo(new Transcripts.Count(2, true));
        assertThat(transcripts.count(tenant, TranscriptFilter.of(sales))).isEqualTo(new Transcripts.Count(1, true));
        assertThat(transcripts.count(TenantId.next(), TranscriptFilter.ALL)).isEqualTo(new Transcripts.Count(0, true));
    }

    private List<ConversationId> found(TranscriptFilter filter) {
        return transcripts.list(tenant, filter, Cursor.START, 100).stream()
                .map(owned -> owned.conversation().id()).toList();
    }

    private static TranscriptFilter by(Person person) {
        return TranscriptFilter.ALL.by(person);
    }

    private static TranscriptFilter failing(@Nullable String code) {
        return new TranscriptFilter(null, null, null, null, null, new TranscriptFilter.Failed(code));
    }

    private static TranscriptFilter rated(Message.@Nullable Rating rating, boolean commented) {
        return new TranscriptFilter(null, null, null, null, new TranscriptFilter.Rated(rating, commented), null);
    }

    private MessageId end(Message question, AnswerEnd end) {
        var owner = Owners.at(tenant, sales, "jane");
        var answer = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow().id();
        answers.finish(owner, answer, "", end, Owners.TIMES);
        return answer;
    }

    private void rate(Message question, Message.Rating rating, @Nullable String comment) {
        conversations.rate(Owners.at(tenant, sales, "jane"),
                end(question, new AnswerEnd.Completed(List.of(), null)), rating, comment);
    }

    private List<Message> list(@Nullable AgentId agent,
            @Nullable Principal owner) {
        return transcripts.list(tenant, filter(agent, owner), Cursor.START, 100).stream()
                .map(owned -> transcripts.messagesAfter(tenant, owned.conversation().id(), 0, 1).getFirst().message())
                .toList();
    }

    private static TranscriptFilter filter(@Nullable AgentId agent, @Nullable Principal owner) {
        return new TranscriptFilter(agent == null ? null : Set.of(agent),
                owner == null ? null : new TranscriptFilter.Person.Exactly(owner), null, null, null, null);
    }

    private Message say(AgentId agent, String user) {
        return append(Owners.at(tenant, agent, user));
    }

    private Message append(Owner owner) {
        return ((Appended.New) conversations.append(owner, "c-" + now.get(), "hello", null)).message();
    }
}
