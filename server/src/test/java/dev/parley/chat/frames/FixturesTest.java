package dev.parley.chat.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.AgentId;
import dev.parley.agents.Appearance;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Message;
import dev.parley.conversations.MessageId;
import dev.parley.identity.Principal;
import dev.parley.models.PageContext;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The examples of every frame in `protocol/frames`, which the browser's tests read too.
final class FixturesTest {
    private static final Path FRAMES = Path.of("../protocol/frames");
    private static final ConversationId CONVERSATION = new ConversationId("cnv_5Yk0hJ2mQ8rT1vX4zB7dFa");
    private static final RunId RUN = new RunId("run_1Zx8yW5vU2tS9rQ6pO3nMl");
    private static final MessageId QUESTION = new MessageId("msg_3Ab9cD2eF5gH8iJ1kL4mNo");
    private static final MessageId ANSWER = new MessageId("msg_7Pq0rS3tU6vW9xY2zA5bCd");
    private static final String SEND = "01jd5v9k3m7q2x8r4t6w0y1z5b";
    private static final String TOKEN =
            "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2VtYWlsIjoiamFuZUBleGFtcGxlLmNvbSJ9.c2lnbmF0dXJl";
    private static final String VISITOR = "vis_6Kl9mN2oP5qR8sT1uV4wXy";

    private static final Map<String, ClientFrame> CLIENT = Map.of(
            "hello", new ClientFrame.Hello(TOKEN, VISITOR, "tkt_8Bv1nM4kJ7hG0fD3sA6qWe", List.of("resume", "markdown")),
            "identify", new ClientFrame.Identify(TOKEN),
            "send", new ClientFrame.Send(SEND, "Where is my order 1042? 📦", CONVERSATION.value()),
            "stop", new ClientFrame.Stop(RUN.value()),
            "regenerate", new ClientFrame.Regenerate(ANSWER.value()),
            "resume", new ClientFrame.Resume(CONVERSATION.value(), 1, RUN.value(), 27),
            "feedback", new ClientFrame.Feedback(ANSWER.value(), Message.Rating.DOWN, "The date is wrong."),
            "context", new ClientFrame.Context(PageContext.of(
                    Json.object().put("page", "/orders/1042").put("items", 3).put("beta", false))),
            "ping", new ClientFrame.Ping());

    private static final List<HubFrame> HUB = List.of(
            new HubFrame.Ready(
                    new Principal(Principal.Kind.USER, Principal.Issuer.AGENT, "jane@example.com", "jane@example.com"),
                    new AgentCard(new AgentId("agt_4Gh7jK0lM3nP6qR9sT2uVw"), "order-helper", "Order helper",
                            "Hi Jane, how can I help?", List.of("Where is my order?", "I want to return something"),
                            new Appearance("Orders", "", "#0c6b5f", Appearance.Position.LEFT)),
                    CONVERSATION, VISITOR, true, Instant.parse("2026-11-21T10:15:00Z"), "epo_9Xc2vB5nM8kL1jH4gF7dSa",
                    Instant.parse("2026-11-21T10:00:00Z")),
            new HubFrame.Identified(Instant.parse("2026-11-21T10:30:00Z")),
            new HubFrame.Accepted(SEND, QUESTION, 1, CONVERSATION),
            new HubFrame.Started(RUN, ANSWER, 2, CONVERSATION, null),
            new HubFrame.Delta(RUN, 27, "it left the warehouse 🚚 "),
            new HubFrame.Tool(RUN, "lookup_order", "running"),
            new HubFrame.Completed(RUN, ANSWER, 2, new Message.Usage(412, 57), List.of(new Message.Citation(
                    "doc_1", "Delivery times", "Orders leave the warehouse within one working day."))),
            new HubFrame.Failed(RUN, "model_timeout", "The model did not answer in time. Try again in a moment."),
            new HubFrame.Stopped(RUN),
            new HubFrame.Posted(new Message(QUESTION, CONVERSATION, 1, Message.Role.USER, "Where is my order 1042? 📦",
                    Message.State.COMPLETED, Instant.parse("2026-11-21T10:00:03.125Z"), SEND, null, null, null,
                    List.of(), null, null)),
            new HubFrame.Renamed(CONVERSATION, "Order 1042"),
            new HubFrame.Resumed(CONVERSATION, 2, true),
            new HubFrame.TokenExpiring(Instant.parse("2026-11-21T10:15:00Z")),
            new HubFrame.Reauthenticate(ErrorCode.SESSION_EXPIRED),
            new HubFrame.Refusal(SEND, Refused.until(ErrorCode.RATE_LIMITED,
                    "You have sent 30 messages in a minute. Wait 12 seconds, then send again.", Duration.ofSeconds(12)),
                    "req_2Fd5gH8jK1lN4pQ7rS0tVx"),
            new HubFrame.Pong(Instant.parse("2026-11-21T10:00:25Z")));

    @TestFactory
    Stream<DynamicTest> everyClientFrameIsRead() {
        return CLIENT.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () ->
                assertThat(ChatFrames.decode(text("client-" + entry.getKey()))).isEqualTo(entry.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> everyHubFrameIsWritten() {
        return HUB.stream().map(frame -> DynamicTest.dynamicTest(HubFrames.type(frame), () -> {
            var expected = StrictJson.object(text("hub-" + HubFrames.type(frame)));
            // Documents have no address yet, so that citations have none.
            expected.path("citations").forEach(citation -> ((ObjectNode) citation).remove("url"));
            assertThat((JsonNode) json(HubFrames.encode(frame))).isEqualTo(expected);
        }));
    }

    @Test
    void noExampleIsForgotten() throws IOException {
        var known = new TreeSet<String>();
        CLIENT.keySet().forEach(type -> known.add("client-" + type + ".json"));
        HUB.forEach(frame -> known.add("hub-" + HubFrames.type(frame) + ".json"));
        try (var files = Files.list(FRAMES)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(known);
        }
    }

    static ObjectNode json(String text) throws MalformedJson {
        return StrictJson.object(text);
    }

    private static String text(String name) throws IOException {
        return Files.readString(FRAMES.resolve(name + ".json"));
    }
}
