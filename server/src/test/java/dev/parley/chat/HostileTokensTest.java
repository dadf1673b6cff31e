package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Agent;
import dev.parley.audit.Actor;
import dev.parley.identity.HostileToken;
import dev.parley.identity.HostileTokens;
import dev.parley.platform.json.Json;
import dev.parley.platform.limits.Limit;
import dev.parley.tenants.KeyHolder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every token of the catalogue on every transport of the chat: refused for the same reason, and never a visitor.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileTokensTest {
    /// What an HTTP header can carry as it is.
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,12000}");

    private final ChatHub hub = ChatHub.start(Map.of(Limit.FAILED_VERIFICATIONS, "off"));
    private final Agent agent = hub.makeDefault(hub.agent("target"));
    private final TokenSigner signer = hub.signer(agent);
    private final String tenantSecret =
            hub.secrets.generate(KeyHolder.tenant(agent.tenant()), Actor.MACHINE).orElseThrow().text();
    private final ChatClient connected = hub.connect(agent).hello(signer.user("jane"));

    @AfterAll
    void stop() {
        connected.close();
        hub.close();
    }

    static List<HostileToken> catalogue() {
        return HostileTokens.all();
    }

    static Stream<HostileToken> visible() {
        return HostileTokens.all().stream().filter(each -> VISIBLE.matcher(each.token().apply(
                new HostileToken.Target("agt_x", "ten_x", "s".repeat(43), "t".repeat(43), Instant.now()))).matches());
    }

    private String token(HostileToken hostile) {
        return hostile.token().apply(new HostileToken.Target(
                agent.id().value(), agent.tenant().value(), signer.secret(), tenantSecret, Instant.now()));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void helloRefusesIt(HostileToken hostile) {
        try (var client = hub.connect(agent)) {
            client.send(Json.object().put("type", "hello").put("token", token(hostile)));
            assertRefused(client.next(), hostile);
            assertThat(client.closeCode()).isBetween(4400, 4413);
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void identifyRefusesIt(HostileToken hostile) {
        connected.send(Json.object().put("type", "identify").put("token", token(hostile)));
        assertRefused(connected.next(), hostile);
        connected.send(Json.object().put("type", "ping"));
        assertThat(connected.next().path("type").asText()).isEqualTo("pong");
    }

    @ParameterizedTest
    @MethodSource("visible")
    void bearerRefusesIt(HostileToken hostile) {
        var answer = hub.api(token(hostile)).get(ChatHub.path(agent) + "/session");
        assertThat(answer.refusal(401)).isEqualTo(hostile.expected().wireName());
    }

    @ParameterizedTest
    @MethodSource("visible")
    void eventsRefuseIt(HostileToken hostile) {
        var answer = hub.api(token(hostile)).post(ChatHub.path(agent) + "/messages",
                Json.object().put("text", "hi"), "Accept", "text/event-stream");
        assertThat(answer.refusal(401)).isEqualTo(hostile.expected().wireName());
    }

    private static void assertRefused(JsonNode frame, HostileToken hostile) {
        assertThat(frame.path("type").asText()).isEqualTo("refused");
        assertThat(frame.at("/error/code").asText()).isEqualTo(hostile.expected().wireName());
    }
}
