package dev.parley.console;

import dev.parley.agents.AgentChanged;
import dev.parley.agents.AgentId;
import dev.parley.platform.events.Events;
import dev.parley.tenants.TenantId;

/// Tells the chat what the stores below it cannot know to be its concern.
final class Announcements {
    private final Events events;

    Announcements(Events events) {
        this.events = events;
    }

    /// An agent became or no longer is the tenant's default, and so accepts other tokens than before.
    void agentChanged(TenantId tenant, AgentId agent) {
        events.publish(new AgentChanged(tenant, agent));
    }
}
