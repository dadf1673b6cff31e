package dev.parley.agents;

/// The id of an agent, `agt_…`.
public record AgentId(String value) {
    public static AgentId next() {
        return new AgentId(dev.parley.platform.ids.Ids.next("agt_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
