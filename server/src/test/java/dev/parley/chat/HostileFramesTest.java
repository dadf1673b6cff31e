package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.platform.json.Json;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Clients that do not keep to the protocol.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileFramesTest {
    private final ChatHub hub = ChatHub.start();
    private final Agent agent = hub.agent("helper");
    private final TokenSigner signer = hub.signer(agent);

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void theFirstFrameIsHello() {
        for (var first : new String[] {"{\"type\":\"ping\"}", "{\"type\":\"send\",\"id\":\"1\",\"text\":\"x\"}", "nonsense",
            "{\"type\":\"identify\",\"token\":\"x\"}", "{\"type\":\"resume\",\"conversation\":\"c\",\"afterSeq\":0}"}) {
            try (var client = hub.connect(agent)) {
                client.sendText(first);
                assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("invalid_request");
                assertThat(client.closeCode()).isEqualTo(4400);
            }
        }
    }

    @Test
    void aSecondHelloIsRefusedAndChangesNothing() {
        try (var client = hub.connect(agent).hello(signer.user("alice"))) {
            client.send(Json.object().put("type", "hello").put("token", signer.user("bob")));
            assertThat(client.expect("refused").at("/error/field").asText()).isEqualTo("type");
            client.say("1", "who am I");
            client.expect("completed");
            assertThat(hub.runner.asked().getLast().principal().id()).isEqualTo("alice");
        }
    }

    @Test
    void aMalformedFrameIsRefusedAndRepeatedOnesCloseTheSocket() {
        try (var client = hub.connect(agent).helloVisitor()) {
            client.sendText("{\"type\":\"send\",\"id\":\"7\",\"text\":7}");
            var refused = client.expect("refused");
            assertThat(refused.path("id").asText()).isEqualTo("7");
            assertThat(refused.at("/error/field").asText()).isEqualTo("text");
            for (int i = 0; i < 5; i++) {
                client.sendText("not json");
            }
            assertThat(client.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void aFrameBeyondTheLimitIsTooLarge() {
        try (var client = hub.connect(agent).helloVisitor()) {
            client.sendText("{\"type\":\"ping\",\"x\":\"" + "a".repeat(65 * 1024) + "\"}");
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("too_large");
            assertThat(client.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void aFrameOfAnySizeIsToldThatItIsTooLarge() {
        for (int kibibytes : new int[] {128, 255, 257, 1_000, 5_000}) {
            try (var client = hub.connect(agent).helloVisitor()) {
                trySend(client, "{\"type\":\"ping\",\"x\":\"" + "a".repeat(kibibytes * 1024) + "\"}");
                assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("too_large");
                assertThat(client.closeCode()).isEqualTo(4413);
            }
        }
    }

    @Test
    void aFrameThatComesInPiecesIsOneFrame() {
        try (var client = hub.connect(agent).hello(signer.user("pieces"))) {
            client.sendPieces("{\"type\":\"send\",\"id\":\"p\",", "\"text\":\"one ", "\ud83d\ude42 two\"}");
            client.expect("accepted");
            assertThat(client.answer()).isEqualTo("You said: one \ud83d\ude42 two");
        }
    }

    @Test
    void aMistakeNowAndThenClosesNothing() {
        try (var client = hub.connect(agent).helloVisitor()) {
            for (int i = 0; i < 12; i++) {
                client.sendText("not json");
                client.expect("refused");
                client.sendText("{\"type\":\"ping\"}");
                client.expect("pong");
            }
        }
    }

    @Test
    void aFrameIsMeasuredInBytes() {
        try (var client = hub.connect(agent).helloVisitor()) {
            client.sendText("{\"type\":\"ping\",\"x\":\"" + "\u20ac".repeat(30_000) + "\"}");
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("too_large");
            assertThat(client.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void aTextBeyondTheLimitIsTooLargeAndOneWithinIsNot() {
        try (var client = hub.connect(agent).hello(signer.user("writer"))) {
            client.send(Json.object().put("type", "send").put("id", "1").put("text", "a".repeat(16_001)));
            var refused = client.expect("refused");
            assertThat(refused.path("id").asText()).isEqualTo("1");
            assertThat(refused.at("/error/code").asText()).isEqualTo("too_large");
            client.say("2", "\ud83d\udce6".repeat(15_000));
            assertThat(client.answer()).hasSize(30_000 + "You said: ".length());
        }
    }

    @Test
    void anEmptyMessageIsRefused() {
        try (var client = hub.connect(agent).hello(signer.user("silent"))) {
            for (var text : new String[] {"", " ", "\n\t", "\u2003"}) {
                client.send(Json.object().put("type", "send").put("id", "1").put("text", text));
                assertThat(client.expect("refused").at("/error/field").asText()).isEqualTo("text");
            }
        }
    }

    @Test
    void everyCharacterSurvives() {
        var text = "e\u0301 \u05e9\u05dc\u05d5\u05dd \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 <script>alert(1)</script> "
                + "\" \\ / \u2028 \u202e \u0001 \ufeff 'OR 1=1--";
        try (var client = hub.connect(agent).hello(signer.user("polyglot"))) {
            var conversation = client.say("1", text).path("conversation").asText();
            assertThat(client.answer()).isEqualTo("You said: " + text);
            assertThat(hub.history(agent, signer.user("polyglot"), conversation))
                    .extracting(item -> item.path("text").asText()).containsExactly(text, "You said: " + text);
        }
    }

    @Test
    void noiseNeverHurtsTheHub() {
        var random = new Random(42);
        for (int round = 0; round < 40; round++) {
            try (var client = hub.connect(agent).helloVisitor()) {
                for (int i = 0; i < 20 && client.isOpen(); i++) {
                    var noise = new StringBuilder();
                    for (int c = random.nextInt(40); c > 0; c--) {
                        noise.append("{}[]\":,truefalsn0123e-+.\\u type send".charAt(random.nextInt(34)));
                    }
                    trySend(client, noise.toString());
                }
            }
        }
        try (var client = hub.connect(agent).hello(signer.user("after"))) {
            client.say("1", "alive?");
            assertThat(client.answer()).isEqualTo("You said: alive?");
        }
    }

    private static void trySend(ChatClient client, String text) {
        try {
            client.sendText(text);
        } catch (CompletionException _) {
            // The hub has closed the socket, as it should.
        }
    }
}
