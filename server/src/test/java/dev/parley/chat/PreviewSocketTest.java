package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.access.PreviewIdentity;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentEdit;
import dev.parley.agents.Appearance;
import dev.parley.agents.ContentEdit;
import dev.parley.agents.ModelSettings;
import dev.parley.audit.Actor;
import dev.parley.identity.Principal;
import dev.parley.members.Client;
import dev.parley.members.Logins;
import dev.parley.members.MakeTenant;
import dev.parley.members.MemberSession;
import dev.parley.models.AgentRunner;
import dev.parley.platform.json.Json;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A builder's chat with a draft, on a socket.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PreviewSocketTest {
    private final ChatHub hub = ChatHub.start();
    private final MakeTenant.Made made = hub.people.makeTenant().run("Builders", null, Actor.MACHINE);
    private final Agent agent = hub.agents.create(made.tenant().id(), AgentEdit.named("Drafted"), Actor.MACHINE);

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void theNextAnswerIsTheChangedDraftsAndUsersHearNothingOfIt() {
        write("You are brief.", true);
        try (var builder = hub.connect(agent).hello(ticket(signIn(), "jane", Map.of("plan", "gold")))) {
            assertThat(asked(builder, "one").agent().definition().instructions()).isEqualTo("You are brief.");
            assertThat(asked(builder, "two").variables()).containsEntry("plan", "gold");

            write("You are kind.", false);

            var question = asked(builder, "three");
            assertThat(question.agent().definition().instructions()).isEqualTo("You are kind.");
            assertThat(question.variables()).as("nobody may override it now").containsEntry("plan", "free");
        }
        try (var visitor = hub.connect(agent).helloVisitor()) {
            assertThat(asked(visitor, "four").agent().definition().instructions()).isEmpty();
        }
    }

    @Test
    void theSocketClosesWhenItsLoginEnds() {
        var login = signIn();
        try (var builder = hub.connect(agent).hello(ticket(login, "tom", Map.of()))) {
            hub.people.sessions().end(made.owner(), login.id(), Actor.MACHINE);

            assertThat(builder.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aNewTicketOfTheSamePreviewGoesOnAndOneOfAnotherDoesNot() {
        var login = signIn();
        try (var builder = hub.connect(agent).hello(ticket(login, "ann", Map.of()))) {
            builder.send(Json.object().put("type", "identify").put("token", ticket(login, "ann", Map.of("plan", "x"))));
            builder.expect("identified");

            builder.send(Json.object().put("type", "identify").put("token", ticket(login, "bob", Map.of())));
            assertThat(builder.expect("refused").at("/error/code").asText()).isEqualTo("identity_changed");
        }
    }

    private AgentRunner.Question asked(ChatClient client, String id) {
        client.say(id, "question " + id, "new");
        client.expect("completed");
        return hub.runner.asked().stream()
                .filter(question -> question.history().getLast().text().equals("question " + id)).findFirst().orElseThrow();
    }

    private void write(String instructions, boolean overridable) {
        var content = new AgentContent(instructions, "", List.of(),
                List.of(new AgentDefinition.Variable("plan", "free", "", overridable)), ModelSettings.BUILTIN, Appearance.PLAIN);
        assertThat(hub.agents.drafts().save(agent.tenant(), agent.id(), OptionalLong.empty(),
                _ -> new ContentEdit(content, new AgentEdit.ModelKey.Kept()), Actor.MACHINE)).isPresent();
    }

    private String ticket(MemberSession login, String user, Map<String, Object> variables) {
        var identity = new PreviewIdentity(Principal.Issuer.AGENT, user, variables);
        return hub.access.previews().open(agent, login.id(), identity).text();
    }

    private MemberSession signIn() {
        var client = new Client(InetAddress.getLoopbackAddress(), "Test", null);
        return switch (hub.people.logins().signIn(made.owner().email(), made.password(), client)) {
            case Logins.Outcome.SignedIn(var opened) -> opened.session();
            case Logins.Outcome.Wrong _, Logins.Outcome.TooMany _ -> throw new AssertionError("The owner may sign in");
        };
    }
}
