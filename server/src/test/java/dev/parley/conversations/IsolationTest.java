package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.AgentId;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.identity.Principal;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import dev.parley.tenants.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One owner's canary is invisible and untouchable to every owner who differs in tenant, agent, kind, issuer or id.
@OnBothDatabases
class IsolationTest {
    private static final Receipt.Deleted NOTHING = new Receipt.Deleted(0, 0, 0);

    private static final String CANARY = "canary-7f3a";

    private final Conversations conversations;
    private final Answers answers;
    private final Transcripts transcripts;
    private final Erasure erasure;
    private final Owner owner = Owners.fresh();
    private final Message question;
    private final Message answer;

    IsolationTest(Database database) {
        conversations = new Conversations(database, InstantSource.system());
        answers = new Answers(database, InstantSource.system());
        transcripts = new Transcripts(database);
        erasure = new Erasure(database, new Audit(database, Clock.systemUTC()));
        question = ((Appended.New) conversations.append(owner, "c-1", CANARY, null)).message();
        answer = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow();
    }

    @Test
    void strangersFindNothing() {
        strangers().forEach(stranger -> {
            assertThat(conversations.find(stranger, question.conversation())).isEmpty();
            assertThat(conversations.latest(stranger)).isEmpty();
            assertThat(conversations.list(stranger, Cursor.START, 100)).isEmpty();
            assertThat(conversations.message(stranger, question.id())).isEmpty();
            assertThat(conversations.messagesBefore(stranger, question.conversation(), 100, 100)).isEmpty();
            assertThat(conversations.messagesAfter(stranger, question.conversation(), 0, 100)).isEmpty();
        });
    }

    @Test
    void strangersChangeNothing() {
        var before = conversations.messagesAfter(owner, question.conversation(), 0, 100);
        strangers().forEach(stranger -> {
            assertThat(conversations.append(stranger, "c-9", "x", question.conversation()))
                    .isEqualTo(new Appended.ConversationNotFound());
            assertThat(conversations.rename(stranger, question.conversation(), "x")).isEmpty();
            assertThat(conversations.delete(stranger, question.conversation())).isFalse();
            assertThat(conversations.rate(stranger, answer.id(), Message.Rating.DOWN, null)).isEmpty();
            assertThat(conversations.rate(stranger, answer.id(), null, null)).isEmpty();
            assertThat(answers.start(stranger, question.conversation(), question.id(), null, "builtin")).isEmpty();
            answers.saveProgress(stranger, answer.id(), "x");
            assertThat(answers.finish(stranger, answer.id(), "x", new AnswerEnd.Stopped(), Owners.TIMES)).isFalse();
        });
        assertThat(conversations.messagesAfter(owner, question.conversation(), 0, 100)).isEqualTo(before);
        assertThat(conversations.find(owner, question.conversation())).get().returns(CANARY, Conversation::title);
    }

    @Test
    void aStrangersFirstUseOfAClientIdIsNotARepetitionOfSomebodyElses() {
        strangers().forEach(stranger -> {
            var appended = conversations.append(stranger, "c-1", "mine", null);
            assertThat(appended).isInstanceOfSatisfying(Appended.New.class,
                    theirs -> assertThat(theirs.message().conversation()).isNotEqualTo(question.conversation()));
            conversations.delete(stranger, ((Appended.New) appended).message().conversation());
        });
    }

    @Test
    void operatorsOfAnotherTenantFindAndDeleteNothing() {
        var other = TenantId.next();

        assertThat(transcripts.list(other, TranscriptFilter.ALL, Cursor.START, 100)).isEmpty();
        assertThat(transcripts.find(other, question.conversation())).isEmpty();
        assertThat(transcripts.messagesAfter(other, question.conversation(), 0, 100)).isEmpty();
        assertThat(erasure.conversation(other, question.conversation(), Actor.MACHINE)).isEmpty();
        assertThat(erasure.user(other, owner.principal(), null, Actor.MACHINE).deleted()).isEqualTo(NOTHING);
        assertThat(erasure.agent(other, owner.agent())).isEqualTo(NOTHING);
        assertThat(erasure.olderThan(other, Instant.now().plusSeconds(60), Actor.MACHINE)).isEmpty();
        assertThat(conversations.message(owner, question.id())).isPresent();
    }

    private Stream<Owner> strangers() {
        var id = owner.principal().id();
        var others = List.of(
                new Principal(Principal.Kind.USER, Principal.Issuer.TENANT, id, null),
                new Principal(Principal.Kind.USER, Principal.Issuer.HUB, id, null),
                new Principal(Principal.Kind.MEMBER, null, id, null),
                new Principal(Principal.Kind.VISITOR, null, id, null),
                Owners.user("JANE"), Owners.user("jane "), Owners.user("jane%"), Owners.user(""));
        return Stream.concat(
                Stream.of(new Owner(TenantId.next(), owner.agent(), owner.principal()),
                        new Owner(owner.tenant(), AgentId.next(), owner.principal())),
                others.stream().map(principal -> new Owner(owner.tenant(), owner.agent(), principal)));
    }
}
