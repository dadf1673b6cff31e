package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Agent;
import dev.parley.audit.Actor;
import dev.parley.models.AgentRunner;
import dev.parley.platform.json.Json;
import dev.parley.tenants.KeyHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Secrets rotated under hundreds of people in the middle of their answers. How fast they hear of it is measured by the
/// benchmark; here it counts that everybody does, in which order, and that nothing is lost and nobody slips through.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RotationUnderLoadTest {
    private static final int PEOPLE = 240;
    /// Every eighth has no new token.
    private static final int SILENT = 8;
    private static final int HAMMERS = 4;
    private static final String QUESTION = "Tell me everything";
    private static final String BEFORE = "one two three ";
    private static final String AFTER = "four five six";

    private final ChatHub hub = ChatHub.start();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void everyConnectionOfTheOldKeyIsAskedAndNoAnswerIsLost() throws Exception {
        var agent = hub.agent("under-load");
        var bystanders = hub.agent("beside-the-load");
        var old = hub.signer(agent);
        var rest = new CountDownLatch(1);
        hub.runner.on(QUESTION, (_, answer) -> {
            answer.text(BEFORE);
            rest.await();
            answer.text(AFTER);
            answer.completed(new AgentRunner.Completion(List.of(), null));
        });
        var people = connect(agent, old, PEOPLE);
        var others = connect(bystanders, hub.signer(bystanders), PEOPLE / 10);
        people.forEach(ask -> {
            ask.say("1", QUESTION);
            ask.expect("delta");
        });

        try (var hammer = new Hammer(agent, old.user("hammer"))) {
            var fresh = hub.rotate(agent, Duration.ZERO);
            hammer.rotated();
            // The model goes on while nobody has shown a new token yet.
            rest.countDown();
            for (int i = 0; i < people.size(); i++) {
                if (i % SILENT != 0) {
                    identify(people.get(i), fresh.user("person-" + i));
                }
            }
            for (int i = 0; i < people.size(); i++) {
                if (i % SILENT != 0) {
                    assertAskedAndWhole(people.get(i));
                }
            }
            assertThat(hammer.refused()).isPositive();
            assertThat(hammer.acceptedAfterwards()).isEmpty();
        }
        for (int i = 0; i < people.size(); i += SILENT) {
            assertAskedAndClosed(people.get(i));
        }
        others.forEach(other -> {
            assertThat(other.rest()).isEmpty();
            assertThat(other.isOpen()).isTrue();
        });
        people.forEach(ChatClient::close);
        others.forEach(ChatClient::close);
    }

    @Test
    void duringAnOverlapNobodyIsAskedAndTheUseOfEachSecretIsSeen() {
        var agent = hub.agent("overlap-under-load");
        var holder = KeyHolder.agent(agent.tenant(), agent.id().value());
        var old = hub.signer(agent);
        var people = connect(agent, old, PEOPLE);
        var before = Instant.now();
        var fresh = hub.rotate(agent, Duration.ofHours(1));
        assertThat(uses(holder, "current")).isEmpty();

        for (int i = 0; i < people.size(); i++) {
            identify(people.get(i), (i % 2 == 0 ? fresh : old).user("person-" + i));
        }
        people.forEach(person -> assertThat(types(person.until("identified"))).containsExactly("identified"));
        assertThat(Instant.parse(uses(holder, "current"))).isAfterOrEqualTo(before);
        assertThat(uses(holder, "previous")).isNotEmpty();

        // A rotation without overlap in the middle of one ends both.
        var newest = hub.rotate(agent, Duration.ZERO);
        for (int i = 0; i < people.size(); i++) {
            assertThat(people.get(i).expect("reauthenticate").path("code").asText()).isEqualTo("authentication_failed");
            identify(people.get(i), newest.user("person-" + i));
        }
        people.forEach(person -> assertThat(types(person.until("identified"))).containsExactly("identified"));
        assertThat(session(agent, old.user("late"))).isEqualTo(401);
        assertThat(session(agent, fresh.user("late"))).isEqualTo(401);
        people.forEach(ChatClient::close);
    }

    @Test
    void revokingEndsAllAtOnce() {
        var agent = hub.agent("revoked-under-load");
        var old = hub.signer(agent);
        var people = connect(agent, old, PEOPLE);
        hub.secrets.revokeAll(KeyHolder.agent(agent.tenant(), agent.id().value()), Actor.MACHINE);
        assertThat(session(agent, old.user("late"))).isEqualTo(401);
        people.forEach(person -> {
            assertThat(person.next().at("/error/code").asText()).isEqualTo("authentication_failed");
            assertThat(person.closeCode()).isEqualTo(4401);
        });
    }

    /// `reauthenticate` first, and no word of the answer before the new token was taken.
    private static void assertAskedAndWhole(ChatClient person) {
        assertThat(types(person.until("identified"))).containsExactly("reauthenticate", "identified");
        assertThat(ChatClient.text(person.until("completed"), BEFORE.length())).isEqualTo(AFTER);
    }

    private static void assertAskedAndClosed(ChatClient person) {
        var frames = person.until("refused");
        assertThat(types(frames)).containsExactly("reauthenticate", "refused");
        assertThat(frames.getLast().at("/error/code").asText()).isEqualTo("authentication_failed");
        assertThat(person.closeCode()).isEqualTo(4401);
    }

    private List<ChatClient> connect(Agent agent, TokenSigner signer, int count) {
        return IntStream.range(0, count).mapToObj(i -> hub.connect(agent).hello(signer.user("person-" + i))).toList();
    }

    private int session(Agent agent, String token) {
        return hub.api(token).get(ChatHub.path(agent) + "/session").status();
    }

    /// When that secret was last used, as the console shows it; empty if never.
    private String uses(KeyHolder holder, String which) {
        return hub.secrets.status(holder).json().path(which).path("lastUsedAt").asText("");
    }

    private static void identify(ChatClient client, String token) {
        client.send(Json.object().put("type", "identify").put("token", token));
    }

    private static List<String> types(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.path("type").asText()).toList();
    }

    /// Presents one old token over and over while its secret is rotated, by REST and by new sockets.
    private final class Hammer implements AutoCloseable {
        private record Blow(long began, boolean accepted) {}

        private final ConcurrentLinkedQueue<Blow> blows = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private volatile long rotated = Long.MAX_VALUE;

        Hammer(Agent agent, String token) throws InterruptedException {
            var first = new CountDownLatch(HAMMERS);
            for (int i = 0; i < HAMMERS; i++) {
                boolean bySocket = i == 0;
                threads.execute(() -> {
                    while (!over.get()) {
                        long began = System.nanoTime();
                        blows.add(new Blow(began, bySocket ? admits(agent, token) : session(agent, token) == 200));
                        first.countDown();
                    }
                });
            }
            first.await();
        }

        private boolean admits(Agent agent, String token) {
            try (var client = hub.connect(agent)) {
                client.send(Json.object().put("type", "hello").put("token", token));
                return client.next().path("type").asText().equals("ready");
            }
        }

        /// To be called when the rotation has returned.
        void rotated() {
            rotated = System.nanoTime();
        }

        List<Blow> acceptedAfterwards() {
            return blows.stream().filter(blow -> blow.accepted && blow.began - rotated > 0).toList();
        }

        long refused() {
            return blows.stream().filter(blow -> !blow.accepted).count();
        }

        @Override
        public void close() {
            over.set(true);
            threads.close();
        }
    }
}
