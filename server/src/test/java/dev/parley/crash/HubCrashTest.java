package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.database.TestDatabases;
import dev.parley.platform.json.Json;
import dev.parley.testing.Api;
import dev.parley.testing.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Kills the hub in the middle of conversations, several times, while its users send on; then compares what they were
/// told with what each finds in their history.
class HubCrashTest {
    private static final int ROUNDS = 5;
    private static final int WRITERS = 4;
    private static final Map<String, String> UNLIMITED = Map.of("PARLEY_LIMIT_SENDS_PER_USER", "off",
            "PARLEY_LIMIT_RUNS_PER_USER", "off", "PARLEY_LIMIT_SOCKETS_PER_USER", "off");

    private final Journal journal = new Journal();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Random random = new Random();

    @Test
    void killingTheHubLosesDoublesAndReordersNothing() throws Exception {
        var hub = new HubProcess(TestDatabases.temporaryDirectory(), UNLIMITED);
        try {
            hub.awaitReady();
            var secret = makeAgent(hub);
            var writers = startWriters(hub, secret);
            for (int round = 0; round < ROUNDS; round++) {
                awaitAccepted(5 + random.nextInt(60));
                hub.kill();
                hub.startAgain();
                hub.awaitReady();
            }
            awaitAccepted(20);
            for (var writer : writers.entrySet()) {
                writer.getKey().stop();
                writer.getValue().join();
            }
            assertNothingIsWrong(hub, secret);
        } finally {
            hub.kill();
        }
    }

    private static String makeAgent(HubProcess hub) {
        var login = hub.api("").post("/api/v1/auth/login",
                Json.object().put("email", HubProcess.EMAIL).put("password", HubProcess.PASSWORD)).expect(200);
        var owner = hub.api(login.path("accessToken").asText());
        var body = Json.object().put("name", "Crash").put("slug", "crash").put("access", "private");
        body.putObject("model").put("provider", "builtin");
        var agent = owner.post("/api/v1/agents", body).expect(201).path("id").asText();
        return owner.post("/api/v1/agents/" + agent + "/identity-secret", Json.object()).expect(200)
                .path("secret").asText();
    }

    private Map<HubWriter, Thread> startWriters(HubProcess hub, String secret) {
        return IntStream.range(0, WRITERS)
                .mapToObj(n -> new HubWriter("w" + n, hub.socketUrl("crash"), token(secret, n), journal, accepted))
                .collect(Collectors.toMap(writer -> writer, Thread.ofVirtual()::start));
    }

    private static String token(String secret, int user) {
        return Tokens.user(secret, "user" + user + "@example.com", Duration.ofHours(1));
    }

    private void awaitAccepted(int more) throws InterruptedException {
        int goal = accepted.get() + more;
        while (accepted.get() < goal) {
            Thread.sleep(2);
        }
    }

    private void assertNothingIsWrong(HubProcess hub, String secret) {
        var conversations = new ArrayList<List<Checker.Stored>>();
        for (int user = 0; user < WRITERS; user++) {
            var api = hub.api(token(secret, user));
            var mine = "w" + user + "/";
            for (var conversation : api.get("/embed/v1/agents/crash/conversations").expect(200).path("items")) {
                var messages = history(api, conversation.path("id").asText());
                assertThat(messages).extracting(Checker.Stored::clientId).filteredOn(Objects::nonNull)
                        .allMatch(clientId -> clientId.startsWith(mine), "written by this user");
                conversations.add(messages);
            }
        }
        var verdict = Checker.check(journal, conversations);
        assertThat(verdict).matches(Checker.Verdict::isClean, "lost, doubled, reordered and altered nothing");
        assertThat(verdict.acknowledged()).isEqualTo(verdict.attempted()).isPositive();
        assertThat(conversations).hasSize(WRITERS);
    }

    private static List<Checker.Stored> history(Api api, String conversation) {
        var path = "/embed/v1/agents/crash/conversations/" + conversation + "/messages?limit=200";
        var messages = new ArrayList<Checker.Stored>();
        var page = api.get(path).expect(200);
        while (true) {
            page.path("items").forEach(item -> messages.add(stored(conversation, item)));
            if (page.path("next").isMissingNode()) {
                messages.sort(Comparator.comparingLong(Checker.Stored::seq));
                return Collections.unmodifiableList(messages);
            }
            page = api.get(path + "&before=" + page.path("next").asText()).expect(200);
        }
    }

    /// A user's message begins with its client id, which the history does not tell.
    private static Checker.Stored stored(String conversation, JsonNode item) {
        var text = item.path("text").asText();
        var clientId = item.path("role").asText().equals("user") ? text.split(" ", 2)[0] : null;
        return new Checker.Stored(conversation, item.path("seq").asLong(), clientId, text);
    }
}
