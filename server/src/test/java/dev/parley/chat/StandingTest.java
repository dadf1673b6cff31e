package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentEdit;
import dev.parley.audit.Actor;
import dev.parley.identity.Principal;
import dev.parley.platform.json.Json;
import dev.parley.tenants.KeyHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A caller whose proof ends, is renewed, or stops to count while they are connected.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StandingTest {
    private final ChatHub hub = ChatHub.start();

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void anAnswerLivesOnWhileItsUserRenewsAnExpiredToken() {
        var agent = hub.agent("expiring");
        var signer = hub.signer(agent);
        var spoken = hub.runner.spoken("long answer");
        try (var client = hub.connect(agent)) {
            client.send(Json.object().put("type", "hello").put("token", signer.user("jane", Instant.now().plusSeconds(2))));
            client.expect("ready");
            client.expect("token_expiring");
            client.say("1", "long answer");
            client.expect("started");
            spoken.say("before ");
            client.expect("delta");
            assertThat(client.expect("reauthenticate").path("code").asText()).isEqualTo("session_expired");

            spoken.say("meanwhile ");
            client.send(Json.object().put("type", "send").put("id", "2").put("text", "too late"));
            var refused = client.expect("refused");
            assertThat(refused.path("id").asText()).isEqualTo("2");
            assertThat(refused.at("/error/code").asText()).isEqualTo("session_expired");
            assertThat(client.rest()).isEmpty();

            identify(client, signer.user("jane"));
            client.expect("identified");
            spoken.say("after");
            spoken.end();
            assertThat(ChatClient.text(client.until("completed"), "before ".length())).isEqualTo("meanwhile after");
        }
    }

    @Test
    void whoDoesNotRenewIsClosedAfterTheGrace() {
        var agent = hub.agent("silent");
        var signer = hub.signer(agent);
        try (var client = hub.connect(agent)) {
            client.send(Json.object().put("type", "hello").put("token", signer.user("jane", Instant.now().plusSeconds(1))));
            client.expect("reauthenticate");
            client.send(Json.object().put("type", "ping"));
            client.expect("pong");
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("session_expired");
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void rotationAsksEverySocketOfTheOldKeyAndOfNoOther() {
        var agent = hub.agent("rotated");
        var other = hub.agent("untouched");
        var old = hub.signer(agent);
        var spoken = hub.runner.spoken("through rotation");
        try (var client = hub.connect(agent).hello(old.user("jane"));
                var bystander = hub.connect(other).hello(hub.signer(other).user("jane"))) {
            client.say("1", "through rotation");
            client.expect("started");
            var fresh = hub.rotate(agent, Duration.ZERO);
            assertThat(client.expect("reauthenticate").path("code").asText()).isEqualTo("authentication_failed");

            identify(client, old.user("jane"));
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("authentication_failed");
            identify(client, fresh.user("jane"));
            client.expect("identified");
            spoken.say("not a word lost");
            spoken.end();
            assertThat(client.answer()).isEqualTo("not a word lost");
            assertThat(bystander.rest()).isEmpty();
            assertThat(hub.api(old.user("jane")).get(ChatHub.path(agent) + "/session").refusal(401))
                    .isEqualTo("authentication_failed");
        }
    }

    @Test
    void anOverlapLeavesSocketsAlone() {
        var agent = hub.agent("overlapping");
        var old = hub.signer(agent);
        try (var client = hub.connect(agent).hello(old.user("jane"))) {
            hub.rotate(agent, Duration.ofHours(1));
            client.say("1", "still here");
            assertThat(client.answer()).isEqualTo("You said: still here");
        }
    }

    @Test
    void revokingASecretClosesAtOnce() {
        var agent = hub.agent("revoked");
        var signer = hub.signer(agent);
        try (var client = hub.connect(agent).hello(signer.user("jane"))) {
            hub.secrets.revokeAll(KeyHolder.agent(agent.tenant(), agent.id().value()), Actor.MACHINE);
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("authentication_failed");
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void anotherUsersTokenEndsTheSession() {
        var agent = hub.agent("changed");
        var signer = hub.signer(agent);
        try (var client = hub.connect(agent).hello(signer.user("alice"))) {
            identify(client, signer.user("bob"));
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("identity_changed");
            assertThat(client.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void aVisitorWhoSignsInConnectsAnew() {
        var agent = hub.agent("visitor-changes");
        var signer = hub.signer(agent);
        try (var client = hub.connect(agent).helloVisitor()) {
            identify(client, signer.user("bob"));
            assertThat(client.expect("refused").at("/error/code").asText()).isEqualTo("identity_changed");
        }
    }

    @Test
    void aRevokedUserIsClosedAndNobodyElse() {
        var agent = hub.agent("user-revoked");
        var signer = hub.signer(agent);
        try (var jane = hub.connect(agent).hello(signer.user("jane")); var joe = hub.connect(agent).hello(signer.user("joe"))) {
            hub.identity.revocations().revoke(agent, Principal.Issuer.AGENT, "jane", Actor.MACHINE);
            assertThat(jane.closeCode()).isEqualTo(4401);
            joe.say("1", "still here");
            assertThat(joe.answer()).isEqualTo("You said: still here");
        }
    }

    @Test
    void suspendingAnAgentClosesItsSockets() {
        var agent = hub.agent("suspended");
        try (var visitor = hub.connect(agent).helloVisitor()) {
            change(agent, draft -> new AgentEdit(draft.slug(), draft.definition(), draft.access(),
                    Agent.Status.SUSPENDED, draft.modelKey()));
            assertThat(visitor.closeCode()).isEqualTo(4503);
        }
        try (var late = hub.connect(agent)) {
            late.send(Json.object().put("type", "hello"));
            assertThat(late.expect("refused").at("/error/code").asText()).isEqualTo("unavailable");
        }
    }

    @Test
    void makingAnAgentPrivateSendsVisitorsAwayAndKeepsUsers() {
        var agent = hub.agent("goes-private");
        var signer = hub.signer(agent);
        try (var visitor = hub.connect(agent).helloVisitor(); var user = hub.connect(agent).hello(signer.user("jane"))) {
            change(agent, draft -> new AgentEdit(draft.slug(), draft.definition(), Agent.Access.PRIVATE,
                    draft.status(), draft.modelKey()));
            assertThat(visitor.closeCode()).isEqualTo(4401);
            user.say("1", "still here");
            assertThat(user.answer()).isEqualTo("You said: still here");
        }
    }

    @Test
    void deletingAnAgentClosesItsSockets() {
        var agent = hub.agent("deleted");
        try (var visitor = hub.connect(agent).helloVisitor()) {
            hub.agents.delete(agent.tenant(), agent.id(), Actor.MACHINE);
            assertThat(visitor.closeCode()).isEqualTo(4404);
        }
    }

    private void change(Agent agent, UnaryOperator<AgentEdit> edit) {
        hub.agents.update(agent.tenant(), agent.id(), edit, Actor.MACHINE);
    }

    private static void identify(ChatClient client, String token) {
        client.send(Json.object().put("type", "identify").put("token", token));
    }
}
