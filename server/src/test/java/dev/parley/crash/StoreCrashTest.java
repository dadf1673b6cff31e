package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversations.Appended;
import dev.parley.conversations.Conversation;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Conversations;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.Databases;
import dev.parley.platform.database.PostgresServer;
import dev.parley.platform.database.TestDatabases;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Kills a process in the middle of appending, several times, and compares what it acknowledged with what is stored.
class StoreCrashTest {
    private static final int ROUNDS = 4;

    private final Journal journal = new Journal();
    private final Random random = new Random();

    @Test
    void killingTheProcessLosesNothingThatSqliteAcknowledged() throws Exception {
        var settings = TestDatabases.settings(Database.Dialect.SQLITE);
        var shared = startConversation(settings);

        for (int round = 0; round < ROUNDS; round++) {
            var process = ChildProcess.appending(settings, round, shared, journal);
            process.awaitAcknowledgements(50 + random.nextInt(400));
            process.kill();
            assertNothingIsWrong(settings);
        }
    }

    @Test
    void killingTheServerLosesNothingThatPostgresAcknowledged() throws Exception {
        try (var server = PostgresServer.start()) {
            var settings = new DatabaseSettings(TestDatabases.temporaryDirectory(), server.createDatabase("crash"));
            var shared = startConversation(settings);

            for (int round = 0; round < ROUNDS; round++) {
                var process = ChildProcess.appending(settings, round, shared, journal);
                process.awaitAcknowledgements(50 + random.nextInt(400));
                server.stopImmediately();
                process.kill();
                server.startAgain();
                assertNothingIsWrong(settings);
            }
        }
    }

    @Test
    void aSecondProcessOnTheSameDataIsRefusedUntilTheFirstIsGone() throws Exception {
        var settings = TestDatabases.settings(Database.Dialect.SQLITE);
        var shared = startConversation(settings);
        var first = ChildProcess.appending(settings, 0, shared, journal);
        assertThat(first.awaitOpen()).isEmpty();

        var second = ChildProcess.appending(settings, 1, shared, journal);
        assertThat(second.awaitOpen()).singleElement().asString().contains("Another Parley is running");
        first.kill();

        var third = ChildProcess.appending(settings, 2, shared, journal);
        assertThat(third.awaitOpen()).isEmpty();
        third.kill();
    }

    private ConversationId startConversation(DatabaseSettings settings) {
        try (var database = Databases.open(settings)) {
            var conversations = new Conversations(database, InstantSource.system());
            journal.sent("start/1", "start");
            var appended = (Appended.New) conversations.append(AppendingProcess.OWNER, "start/1", "start", null);
            return appended.message().conversation();
        }
    }

    private void assertNothingIsWrong(DatabaseSettings settings) throws IOException {
        try (var database = Databases.open(settings)) {
            var conversations = new Conversations(database, InstantSource.system());
            var verdict = Checker.check(journal, conversations
                    .list(AppendingProcess.OWNER, Cursor.START, 10_000).stream()
                    .map(conversation -> stored(conversations, conversation)).toList());

            assertThat(verdict).matches(Checker.Verdict::isClean, "lost, doubled, reordered and altered nothing");
            assertThat(verdict.acknowledged()).isPositive();
            assertThat(database.health().writable()).isTrue();
        }
    }

    private static List<Checker.Stored> stored(Conversations conversations, Conversation conversation) {
        return conversations.messagesAfter(AppendingProcess.OWNER, conversation.id(), 0, 1_000_000).stream()
                .map(message -> new Checker.Stored(conversation.id().value(), message.seq(), message.clientId(),
                        message.text()))
                .toList();
    }
}
