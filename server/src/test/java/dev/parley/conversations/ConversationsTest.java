package dev.parley.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.OnBothDatabases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class ConversationsTest {
    private final AtomicLong now = new AtomicLong(1_795_000_000_000L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.getAndIncrement());
    private final Conversations conversations;
    private final Answers answers;
    private final Owner owner = Owners.fresh();
    private int sent = 1_000;

    ConversationsTest(Database database) {
        conversations = new Conversations(database, clock);
        answers = new Answers(database, clock);
    }

    @Test
    void aFirstMessageStartsAConversationNamedAfterItsFirstWords() {
        var message = say("Where is  my\norder?");

        assertThat(message.seq()).isEqualTo(1);
        assertThat(conversations.find(owner, message.conversation())).get()
                .returns("Where is my order?", Conversation::title)
                .returns(1L, Conversation::lastSeq);
        assertThat(conversations.message(owner, message.id())).contains(message);
    }

    @Test
    void messagesOfAConversationAreNumberedFromOneWithoutHoles() {
        var conversation = say("one").conversation();
        say(conversation, "two");
        say(conversation, "three");

        assertThat(conversations.messagesAfter(owner, conversation, 0, 10))
                .extracting(Message::seq, Message::text)
                .containsExactly(tuple(1, "one"), tuple(2, "two"), tuple(3, "three"));
    }

    @Test
    void aMessageSentTwiceIsStoredOnce() {
        var first = newMessage(conversations.append(owner, "c-1", "hello", null));

        var again = conversations.append(owner, "c-1", "hello", first.conversation());
        var withAnotherText = conversations.append(owner, "c-1", "something else", null);

        assertThat(again).isEqualTo(new Appended.Repeated(first));
        assertThat(withAnotherText).isEqualTo(new Appended.Repeated(first));
        assertThat(conversations.list(owner, Cursor.START, 10)).hasSize(1);
        assertThat(conversations.messagesAfter(owner, first.conversation(), 0, 10)).containsExactly(first);
    }

    @Test
    void theSameMessageOnItsWayEightTimesAtOnceIsStoredOnce() throws Exception {
        var outcomes = inParallel(8, _ -> conversations.append(owner, "c-raced", "hello", null));

        assertThat(outcomes).filteredOn(Appended.New.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Appended.Repeated.class::isInstance).hasSize(7);
        assertThat(outcomes.stream().map(ConversationsTest::message).distinct()).hasSize(1);
        assertThat(conversations.list(owner, Cursor.START, 10)).hasSize(1);
    }

    @Test
    void twoOwnersMayUseTheSameClientId() {
        var other = new Owner(owner.tenant(), owner.agent(), Owners.user("john"));

        assertThat(conversations.append(owner, "c-1", "mine", null)).isInstanceOf(Appended.New.class);
        assertThat(conversations.append(other, "c-1", "theirs", null)).isInstanceOf(Appended.New.class);
    }

    @Test
    void manyWritersOfOneConversationLeaveNoHoleAndNoDouble() throws Exception {
        var conversation = say("start").conversation();
        Set<Long> acknowledged = ConcurrentHashMap.newKeySet();

        inParallel(16, writer -> {
            for (int n = 0; n < 20; n++) {
                var appended = conversations.append(owner, "c-" + writer + "-" + n, "text", conversation);
                acknowledged.add(newMessage(appended).seq());
            }
            return writer;
        });

        var expected = LongStream.rangeClosed(1, 321).boxed().toList();
        assertThat(conversations.messagesAfter(owner, conversation, 0, 1000)).extracting(Message::seq)
                .containsExactlyElementsOf(expected);
        assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(expected.subList(1, 321));
    }

    @Test
    void aMessageToAMissingConversationIsRefusedAndStoresNothing() {
        var appended = conversations.append(owner, "c-1", "hello", ConversationId.next());

        assertThat(appended).isEqualTo(new Appended.ConversationNotFound());
        assertThat(conversations.list(owner, Cursor.START, 10)).isEmpty();
        assertThat(conversations.append(owner, "c-1", "hello", null)).isInstanceOf(Appended.New.class);
    }

    @Test
    void pagesGoBackwardsThroughAConversation() {
        var conversation = say("1").conversation();
        IntStream.rangeClosed(2, 7).forEach(n -> say(conversation, "" + n));

        assertThat(threeBefore(conversation, Long.MAX_VALUE)).containsExactly("5", "6", "7");
        assertThat(threeBefore(conversation, 5)).containsExactly("2", "3", "4");
        assertThat(threeBefore(conversation, 2)).containsExactly("1");
        assertThat(threeBefore(conversation, 1)).isEmpty();
        assertThat(texts(conversations.messagesAfter(owner, conversation, 5, 100))).containsExactly("6", "7");
    }

    @Test
    void conversationsAreListedByTheirLastMessageNewestFirst() {
        var first = say("first").conversation();
        var second = say("second").conversation();
        var third = say("third").conversation();
        say(first, "again");

        var page = conversations.list(owner, Cursor.START, 2);
        var next = conversations.list(owner, new Cursor(page.getLast().updatedAt(), page.getLast().id().value()), 2);

        assertThat(page).extracting(Conversation::id).containsExactly(first, third);
        assertThat(next).extracting(Conversation::id).containsExactly(second);
        assertThat(conversations.latest(owner)).map(Conversation::id).contains(first);
    }

    @Test
    void pagesOfConversationsWithTheSameTimeMissNoneAndRepeatNone() {
        var frozen = now.get();
        var ids = new ArrayList<ConversationId>();
        for (int i = 0; i < 7; i++) {
            now.set(frozen);
            ids.add(say("at the same time " + i).conversation());
        }

        var seen = new ArrayList<ConversationId>();
        var page = conversations.list(owner, Cursor.START, 3);
        while (!page.isEmpty()) {
            page.forEach(conversation -> seen.add(conversation.id()));
            var last = page.getLast();
            page = conversations.list(owner, new Cursor(last.updatedAt(), last.id().value()), 3);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aConversationIsRenamed() {
        var id = say("hello").conversation();

        assertThat(conversations.rename(owner, id, "Order 1042")).get().returns("Order 1042", Conversation::title);
        assertThat(conversations.find(owner, id)).get().returns("Order 1042", Conversation::title);
        assertThat(conversations.rename(owner, ConversationId.next(), "x")).isEmpty();
    }

    @Test
    void aDeletedConversationIsGoneWithItsMessagesAndRatings() {
        var question = say("hello");
        var answer = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow();
        conversations.rate(owner, answer.id(), Message.Rating.UP, "thanks");

        assertThat(conversations.delete(owner, question.conversation())).isTrue();

        assertThat(conversations.find(owner, question.conversation())).isEmpty();
        assertThat(conversations.message(owner, question.id())).isEmpty();
        assertThat(conversations.messagesAfter(owner, question.conversation(), 0, 10)).isEmpty();
        assertThat(conversations.delete(owner, question.conversation())).isFalse();
    }

    @Test
    void anAnswerIsRatedAgainAndTheRatingTakenBack() {
        var question = say("hello");
        var answer = answers.start(owner, question.conversation(), question.id(), null, "builtin").orElseThrow().id();

        assertThat(conversations.rate(owner, answer, Message.Rating.UP, null)).contains(question.conversation());
        assertThat(conversations.rate(owner, answer, Message.Rating.DOWN, "wrong")).contains(question.conversation());
        assertThat(conversations.message(owner, answer)).get().returns(Message.Rating.DOWN, Message::rating);
        assertThat(conversations.rate(owner, answer, null, null)).contains(question.conversation());
        assertThat(conversations.message(owner, answer)).get().returns(null, Message::rating);
    }

    @Test
    void onesOwnMessageCannotBeRated() {
        assertThat(conversations.rate(owner, say("hello").id(), Message.Rating.UP, null)).isEmpty();
    }

    @Test
    void textOfEveryKindComesBackAsItWas() {
        var text = "naïve 日本語 🧑‍🚀 \u202eright\u202c 'quotes' \"double\" \\ % _ ; -- \t line\r\nend ￿";

        var stored = say(text);

        assertThat(conversations.message(owner, stored.id())).get().returns(text, Message::text);
    }

    @Test
    void aZeroCharacterThatPostgresCannotStoreIsReplaced() {
        assertThat(say("a\0b").text()).isEqualTo("a\ufffdb");
    }

    private Message say(String text) {
        return newMessage(conversations.append(owner, "c-" + sent++, text, null));
    }

    private Message say(ConversationId conversation, String text) {
        return newMessage(conversations.append(owner, "c-" + sent++, text, conversation));
    }

    private static Message newMessage(Appended appended) {
        assertThat(appended).isInstanceOf(Appended.New.class);
        return message(appended);
    }

    private static Message message(Appended appended) {
        return switch (appended) {
            case Appended.New(var message, var _) -> message;
            case Appended.Repeated(var message) -> message;
            case Appended.ConversationNotFound() -> throw new AssertionError("not found");
        };
    }

    private List<String> threeBefore(ConversationId conversation, long seq) {
        return texts(conversations.messagesBefore(owner, conversation, seq, 3));
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    private static org.assertj.core.groups.Tuple tuple(long seq, String text) {
        return org.assertj.core.groups.Tuple.tuple(seq, text);
    }

    private interface ForOne<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> inParallel(int threads, ForOne<T> work) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<T>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(() -> work.run(number));
            }
            var results = new ArrayList<T>();
            for (var future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
