package dev.parley.models;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentId;
import dev.parley.agents.Appearance;
import dev.parley.agents.ModelSettings;
import dev.parley.agents.TokenPolicy;
import dev.parley.identity.Principal;
import dev.parley.models.AgentRunner.Question;
import dev.parley.models.AgentRunner.Speaker;
import dev.parley.models.AgentRunner.Turn;
import dev.parley.tenants.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Questions to agents, for tests.
public final class Questions {
    private Questions() {}

    /// An agent with instructions and greeting for a user's `name`.
    public static Agent agent(ModelSettings model) {
        var content = new AgentContent("You help {{name}}.", "Hello {{name}}, how can I help?",
                List.of("How long do refunds take?"),
                List.of(new AgentDefinition.Variable("name", "friend", "", true)), model, Appearance.PLAIN);
        var definition = new AgentDefinition("Helper", content, List.of(), TokenPolicy.DEFAULT);
        return new Agent(AgentId.next(), TenantId.next(), "helper", definition, Agent.Access.PUBLIC, Agent.Status.ACTIVE,
                false, Instant.EPOCH, Instant.EPOCH);
    }

    public static Agent openAi(String baseUrl) {
        return agent(new ModelSettings("openai", baseUrl, "test-model", "mky_test"));
    }

    public static Question ask(Agent agent, String text) {
        return new Question(agent, new Principal(Principal.Kind.USER, Principal.Issuer.AGENT, "jane", null),
                Map.of("name", "Jane"), List.of(new Turn(Speaker.USER, text)));
    }
}
