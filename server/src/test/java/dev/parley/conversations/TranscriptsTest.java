package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TranscriptsTest {
    private final AtomicLong now = new AtomicLong(1_795_000_000_000L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.getAndIncrement());
    private final Conversations conversations;
    private final Answers answers;
    private final Transcripts transcripts;
    private final TenantId tenant = TenantId.next();
    private final AgentId sales = AgentId.next();
    private final AgentId support = AgentId.next();

    TranscriptsTest(Database database) {
        conversations = new Conversations(database, clock);
        answers = new Answers(database, clock);
        transcripts = new Transcripts(database);
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
    void aListIsPaged() {
        var first = say(sales, "jane");
        var second = say(sales, "john");

        var page = transcripts.list(tenant, Transcripts.Filter.ALL, Cursor.START, 1);
        var last = page.getLast().conversation();
        var next = transcripts.list(tenant, Transcripts.Filter.ALL, new Cursor(last.updatedAt(), last.id().value()), 1);

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
        var answer = answers.start(owner, question.conversation(), question.id(), null).orElseThrow();
        answers.finish(owner, answer.id(), "", new AnswerEnd.Failed("model_unavailable", "connection refused"));
        conversations.rate(owner, answer.id(), Message.Rating.DOWN, "no answer");

        var entries = transcripts.messagesAfter(tenant, question.conversation(), 0, 10);

        assertThat(entries).hasSize(2);
        assertThat(entries.getLast()).returns("connection refused", Transcripts.Entry::cause)
                .returns("no answer", Transcripts.Entry::comment);
    }

    @Test
    void oneConversationIsDeleted() {
        var kept = say(sales, "jane");
        var gone = say(sales, "jane");

        assertThat(transcripts.delete(tenant, gone.conversation())).isEqualTo(new Transcripts.Deleted(1, 1));
        assertThat(list(null, null)).containsExactly(kept);
    }

    @Test
    void allOfOneUserIsDeletedAndNothingElse() {
        say(sales, "jane");
        var support1 = say(support, "jane");
        var john = say(sales, "john");

        assertThat(transcripts.deleteAllOf(tenant, Owners.user("jane"), sales))
                .isEqualTo(new Transcripts.Deleted(1, 1));
        assertThat(list(null, null)).containsExactly(john, support1);
        assertThat(transcripts.deleteAllOf(tenant, Owners.user("jane"), null)).isEqualTo(new Transcripts.Deleted(1, 1));
        assertThat(list(null, null)).containsExactly(john);
        assertThat(transcripts.deleteAllOf(tenant, sales)).isEqualTo(new Transcripts.Deleted(1, 1));
        assertThat(list(null, null)).isEmpty();
    }

    private List<Message> list(@org.jspecify.annotations.Nullable AgentId agent,
            @org.jspecify.annotations.Nullable Principal owner) {
        return transcripts.list(tenant, new Transcripts.Filter(agent, owner), Cursor.START, 100).stream()
                .map(owned -> transcripts.messagesAfter(tenant, owned.conversation().id(), 0, 1).getFirst().message())
                .toList();
    }

    private Message say(AgentId agent, String user) {
        return append(Owners.at(tenant, agent, user));
    }

    private Message append(Owner owner) {
        return ((Appended.New) conversations.append(owner, "c-" + now.get(), "hello", null)).message();
    }
}
