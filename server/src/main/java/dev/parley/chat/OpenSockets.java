package dev.parley.chat;

import dev.parley.agents.AgentId;
import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.runs.Audience;
import dev.parley.conversations.Owner;
import dev.parley.identity.Principal;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The sockets of this node whose callers are known, by agent and principal. Thread-safe.
final class OpenSockets implements Audience {
    private final ConcurrentMap<Key, List<ChatSession>> sessions = new ConcurrentHashMap<>();

    private record Key(AgentId agent, String principal) {}

    void add(AgentId agent, Principal principal, ChatSession session) {
        sessions.merge(key(agent, principal), List.of(session),
                (old, added) -> Stream.concat(old.stream(), added.stream()).toList());
    }

    void remove(AgentId agent, Principal principal, ChatSession session) {
        sessions.computeIfPresent(key(agent, principal), (_, old) -> {
            var rest = old.stream().filter(other -> other != session).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    @Override
    public List<ChatSession> of(AgentId agent, Principal principal) {
        return sessions.getOrDefault(key(agent, principal), List.of());
    }

    /// Tells every socket of one principal.
    void tell(Owner owner, HubFrame frame) {
        of(owner.agent(), owner.principal()).forEach(session -> session.hear(frame));
    }

    void forEach(Consumer<ChatSession> action) {
        sessions.values().forEach(some -> some.forEach(action));
    }

    /// How many sockets at an agent a token opened that was signed with that secret.
    long openedWith(AgentId agent, String secretId) {
        return sessions.entrySet().stream().filter(entry -> entry.getKey().agent().equals(agent))
                .flatMap(entry -> entry.getValue().stream())
                .filter(session -> session.standing().guest().map(Guest::caller)
                        .filter(caller -> caller instanceof Caller.User(var user) && user.keyId().equals(secretId)).isPresent())
                .count();
    }

    private static Key key(AgentId agent, Principal principal) {
        return new Key(agent, principal.owner());
    }
}
