package dev.parley.access;

import dev.parley.agents.AgentId;
import java.time.Instant;

/// The right of a member or of a group's members to use a private agent.
///
/// @param id      `inv_…`
/// @param grantee the id of the member or group
/// @param name    the member's e-mail address or the group's name, for people
/// @param pending whether the member has not accepted the invitation to the hub yet
public record Grant(
        String id, AgentId agent, Kind kind, String grantee, String name, boolean pending, Instant createdAt) {
    public enum Kind { MEMBER, GROUP }
}
