package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentEdit;
import dev.parley.agents.Agents;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.identity.Principal;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.platform.events.Events;
import dev.parley.platform.ids.Ids;
import dev.parley.tenants.Tenancy;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class VisitorAdoptionTest {
    private final Audit audit;
    private final Conversations conversations;
    private final Answers answers;
    private final VisitorAdoption adoptions;
    private final Owner visitor;
    private final Owner jane;

    VisitorAdoptionTest(Database database) {
        var clock = Clock.systemUTC();
        audit = new Audit(database, clock);
        conversations = new Conversations(database, clock);
        answers = new Answers(database, clock);
        adoptions = new VisitorAdoption(database, audit, clock);
        var box = new SecretBox(MasterKey.parse(HexFormat.of().formatHex(Ids.random(32)), "test"));
        var tenancy = Tenancy.create(database, box, audit, new Events(), clock);
        var tenant = database.write(handle -> tenancy.tenants().create(handle, "Acme", Actor.MACHINE));
        var agent = new Agents(database, box, audit, new Events(), clock)
                .create(tenant.id(), AgentEdit.named("Helper " + Ids.next("x")), Actor.MACHINE);
        visitor = new Owner(tenant.id(), agent.id(), new Principal(Principal.Kind.VISITOR, null, Ids.next("vst_"), null));
        jane = Owners.at(tenant.id(), agent.id(), "jane");
    }

    private Message say(Owner owner, String clientId) {
        return ((Appended.New) conversations.append(owner, clientId, "said " + clientId, null)).message();
    }

    @Test
    void conversationsMessagesAndFeedbackBecomeTheUsers() {
        var question = say(visitor, "q");
        var answer = answers.start(visitor, question.conversation(), question.id(), null, "builtin").orElseThrow();
        answers.finish(visitor, answer.id(), "Yes.", new AnswerEnd.Stopped(), Owners.TIMES);
        conversations.rate(visitor, answer.id(), Message.Rating.UP, "good");

        assertThat(adoptions.adopt(visitor, jane.principal())).get().asList().hasSize(1);

        assertThat(conversations.list(visitor, Cursor.START, 10)).isEmpty();
        assertThat(conversations.messagesAfter(visitor, question.conversation(), 0, 10)).isEmpty();
        assertThat(conversations.messagesAfter(jane, question.conversation(), 0, 10))
                .extracting(Message::text, Message::rating)
                .containsExactly(org.assertj.core.api.Assertions.tuple("said q", null),
                        org.assertj.core.api.Assertions.tuple("Yes.", Message.Rating.UP));
        assertThat(conversations.accepted(jane, "q")).get().extracting(Message::id).isEqualTo(question.id());
        assertThat(audit.list(jane.tenant().value(), new Audit.Filter(null, "visitor.adopted", null), Long.MAX_VALUE, 10))
                .singleElement().satisfies(line -> {
                    assertThat(line.actor().who()).isEqualTo("user");
                    assertThat(line.details()).contains("subject").doesNotContain("jane");
                    assertThat(line.target()).isEqualTo(visitor.principal().id());
                });
    }

    @Test
    void anIdThatTheUserHasUsedTooIsDropped() {
        var own = say(jane, "same");
        var visitors = say(visitor, "same");

        adoptions.adopt(visitor, jane.principal());

        assertThat(conversations.accepted(jane, "same")).get().extracting(Message::id).isEqualTo(own.id());
        assertThat(conversations.message(jane, visitors.id())).get().extracting(Message::clientId).isNull();
    }

    @Test
    void whoHasNothingHandsNothingOverAndStaysAVisitor() {
        assertThat(adoptions.adopt(visitor, jane.principal())).isEmpty();
        assertThat(adoptions.isAdopted(visitor)).isFalse();
    }

    @Test
    void anAnswerThatWasBegunOrWaitedBeforeIsStoredForTheUser() {
        var first = say(visitor, "1");
        var begun = answers.start(visitor, first.conversation(), first.id(), null, "builtin").orElseThrow();
        var second = ((Appended.New) conversations.append(visitor, "2", "two", first.conversation())).message();

        adoptions.adopt(visitor, jane.principal());

        assertThat(answers.finish(visitor, begun.id(), "done", new AnswerEnd.Stopped(), Owners.TIMES)).isTrue();
        assertThat(answers.start(visitor, second.conversation(), second.id(), null, "builtin")).isPresent();
        assertThat(conversations.messagesAfter(jane, first.conversation(), 0, 10)).hasSize(4);
        assertThat(conversations.ownerNow(visitor).principal().sameAs(jane.principal())).isTrue();
        assertThat(conversations.append(visitor, "3", "late", first.conversation()))
                .isInstanceOf(Appended.ConversationNotFound.class);
    }

    @Test
    void ofManyAtOnceOneUserTakesEverythingOverAndTheLogHasOneLine() throws Exception {
        IntStream.range(0, 5).forEach(i -> say(visitor, "m" + i));
        var users = List.of("jane", "jane", "tom", "tom", "jane", "tom");
        List<Callable<Optional<List<Conversation>>>> tries = users.stream()
                .<Callable<Optional<List<Conversation>>>>map(
                        user -> () -> adoptions.adopt(visitor, Owners.user(user))).toList();

        int moved = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(tries)) {
                moved += result.get().map(List::size).orElse(0);
            }
        }

        assertThat(moved).isEqualTo(5);
        var tom = Owners.at(jane.tenant(), jane.agent(), "tom");
        assertThat(List.of(conversations.list(jane, Cursor.START, 10).size(), conversations.list(tom, Cursor.START, 10).size()))
                .containsExactlyInAnyOrder(5, 0);
        assertThat(audit.list(jane.tenant().value(), new Audit.Filter(null, "visitor.adopted", null), Long.MAX_VALUE, 10))
                .hasSize(1);
    }
}
