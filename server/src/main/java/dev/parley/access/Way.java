package dev.parley.access;

import dev.parley.members.Role;

/// Through what somebody may use an agent.
public sealed interface Way {
    /// The agent is public.
    record Open() implements Way {}

    /// Their role reaches every agent of the tenant.
    record ByRole(Role role) implements Way {}

    /// A grant of their own.
    record Granted() implements Way {}

    /// A grant of a group they belong to.
    ///
    /// @param id   `grp_…`
    /// @param name for people to read
    record ByGroup(String id, String name) implements Way {}

    /// A token that verified.
    record ByToken() implements Way {}
}
