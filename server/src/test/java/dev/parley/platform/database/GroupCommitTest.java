package dev.parley.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many writes in one commit, each with its own fate.
class GroupCommitTest {
    private final Database database = TestDatabases.open(Database.Dialect.SQLITE);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void workThatFailsAmongManyUndoesNothingOfTheOthers() throws Exception {
        var group = inOneGroup(50, n -> handle -> {
            insert(handle, "row-" + n);
            if (n % 7 == 0) {
                throw new IllegalArgumentException("work " + n);
            }
            return n;
        });

        for (int n = 0; n < group.size(); n++) {
            if (n % 7 == 0) {
                assertThatThrownBy(group.get(n)::get).hasRootCauseMessage("work " + n);
            } else {
                assertThat(group.get(n).get()).isEqualTo(n);
            }
        }
        assertThat(count("row-%")).isEqualTo(42);
    }

    @Test
    void aDuplicateKeyAmongManyIsToldToItsOwnerAlone() throws Exception {
        var group = inOneGroup(10, n -> handle -> insert(handle, n == 5 ? "row-4" : "row-" + n));

        assertThatThrownBy(group.get(5)::get).hasCauseInstanceOf(DuplicateKey.class);
        assertThat(group).filteredOn(CompletableFuture::isCompletedExceptionally).hasSize(1);
        assertThat(count("row-%")).isEqualTo(9);
    }

    @Test
    void nobodyIsAnsweredBeforeTheWholeGroupIsOnDisk() throws Exception {
        var lastRuns = new CountDownLatch(1);
        var lastMayEnd = new CountDownLatch(1);
        var group = startOneGroup(2, n -> handle -> {
            insert(handle, "row-" + n);
            if (n == 1) {
                lastRuns.countDown();
                await(lastMayEnd);
            }
            return n;
        });

        lastRuns.await();
        assertThat(group.getFirst()).isNotDone();
        assertThat(count("row-%")).isZero();
        lastMayEnd.countDown();
        assertThat(group.getFirst().get()).isZero();
    }

    @Test
    void aFailedCommitIsAcknowledgedToNobodyAndTheNextOneSucceeds() throws Exception {
        var group = inOneGroup(5, n -> handle -> {
            handle.execute("PRAGMA defer_foreign_keys = ON");
            insert(handle, "row-" + n);
            // The store finds only when it commits that there is no such document.
            return handle.execute("""
                    INSERT INTO passages (document_id, ordinal, tenant_id, agent_id, heading, text, embedding)
                    VALUES ('doc_none', ?, '', '', '', '', '')""", n);
        });

        assertThat(group).allSatisfy(answer ->
                assertThatThrownBy(answer::get).hasCauseInstanceOf(DatabaseUnavailable.class));
        assertThat(count("row-%")).isZero();
        database.write(handle -> insert(handle, "row-later"));
        assertThat(count("row-%")).isEqualTo(1);
    }

    @Test
    void aWriteInsideAWriteIsRefused() {
        assertThatThrownBy(() -> database.write(_ -> database.write(_ -> 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWaitsWhenTheStoreClosesIsStored() throws Exception {
        var settings = TestDatabases.settings(Database.Dialect.SQLITE);
        try (var closing = Databases.open(settings)) {
            closing.write(handle -> insert(handle, "row"));
        }
        try (var again = Databases.open(settings)) {
            assertThat(again.<Integer>read(handle -> count(handle, "row"))).isEqualTo(1);
        }
        database.close();
        assertThatThrownBy(() -> database.write(handle -> insert(handle, "late")))
                .isInstanceOf(DatabaseUnavailable.class);
    }

    private interface Works {
        Database.Work<Integer> number(int n);
    }

    private List<CompletableFuture<Integer>> inOneGroup(int size, Works works) throws Exception {
        var group = startOneGroup(size, works);
        for (var answer : group) {
            try {
                answer.get();
            } catch (ExecutionException _) {
                // The test asks again.
            }
        }
        return group;
    }

    /// Queues works while the writer is held up, so that they become one group in this order.
    private List<CompletableFuture<Integer>> startOneGroup(int size, Works works) throws InterruptedException {
        var writerIsHeld = new CountDownLatch(1);
        var writerMayGoOn = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> database.write(_ -> {
            writerIsHeld.countDown();
            await(writerMayGoOn);
            return 0;
        }));
        writerIsHeld.await();
        var group = new ArrayList<CompletableFuture<Integer>>();
        for (int n = 0; n < size; n++) {
            group.add(queue(works.number(n)));
        }
        writerMayGoOn.countDown();
        return group;
    }

    private CompletableFuture<Integer> queue(Database.Work<Integer> work) throws InterruptedException {
        var answer = new CompletableFuture<Integer>();
        var writer = Thread.ofPlatform().start(() -> {
            try {
                answer.complete(database.write(work));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        while (writer.getState() != Thread.State.WAITING && writer.isAlive()) {
            Thread.sleep(1);
        }
        return answer;
    }

    private static int insert(Handle handle, String name) {
        return handle.execute("INSERT INTO facts (name, value) VALUES (?, '')", name);
    }

    private int count(String pattern) {
        return database.read(handle -> count(handle, pattern));
    }

    private static int count(Handle handle, String pattern) {
        return handle.select("SELECT count(*) FROM facts WHERE name LIKE ?", pattern).mapTo(Integer.class).one();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
