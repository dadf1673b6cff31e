package dev.parley.conversations;

import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.identity.Principal;
import dev.parley.platform.crypto.Hashes;
import dev.parley.platform.database.Database;
import dev.parley.platform.json.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Hands the conversations of an anonymous visitor over to the user who has signed in: all of them, once, never back.
/// Whoever asks has proved to be both.
public final class VisitorAdoption {
    private static final Actor SOMEBODY = new Actor("user", "");
    private static final String FIND = "SELECT owner, email FROM adoptions WHERE agent_id = ? AND visitor = ?";
    private static final String CLAIM = """
            INSERT INTO adoptions (tenant_id, agent_id, visitor, owner, email, adopted_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (agent_id, visitor) DO NOTHING""";
    private static final String VISITORS = "WHERE tenant_id = ? AND agent_id = ? AND owner = ?";
    /// A message id of the client's own making that the user has used too is dropped: it would no longer be unique.
    private static final String MOVE_MESSAGES = """
            UPDATE messages SET owner = ?, client_id = CASE WHEN EXISTS (
                SELECT 1 FROM messages own WHERE own.tenant_id = messages.tenant_id AND own.agent_id = messages.agent_id
                  AND own.owner = ? AND own.client_id = messages.client_id) THEN NULL ELSE client_id END\s""" + VISITORS;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public VisitorAdoption(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Makes the visitor's conversations the user's, in one transaction with its line in the audit log, which tells nobody
    /// who the user is: it outlives the erasure of their data.
    ///
    /// @param user whoever has signed in; not a visitor
    /// @return the conversations that changed hands, none if this user has taken that visitor over before; empty if the
    ///         visitor has nothing to hand over, or somebody else was first
    public Optional<List<Conversation>> adopt(Owner visitor, Principal user) {
        return database.write(handle -> {
            var conversations = handle.select(
                            "SELECT id, title, created_at, updated_at, last_seq FROM conversations " + VISITORS
                                    + " ORDER BY updated_at", visitor.and())
                    .map(Rows.CONVERSATION).list();
            if (conversations.isEmpty() || !claim(handle, visitor, user)) {
                return adopter(handle, visitor).filter(user::sameAs).map(_ -> List.of());
            }
            move(handle, visitor, user);
            var from = visitor.principal().id();
            audit.record(handle, visitor.tenant().value(), SOMEBODY, "visitor.adopted", from, Json.object()
                    .put("agent", visitor.agent().value()).put("conversations", conversations.size())
                    .put("subject", Hashes.sha256(from + ":" + user.owner())));
            return Optional.of(conversations);
        });
    }

    /// Whether the visitor has become a user, so that the visitor's token counts no more.
    public boolean isAdopted(Owner visitor) {
        return database.read(handle -> adopter(handle, visitor)).isPresent();
    }

    /// Whose the conversations of an owner are by now: the same owner's unless that was a visitor who has become a user.
    static Optional<Owner> heir(Handle handle, Owner owner) {
        return owner.principal().kind() == Principal.Kind.VISITOR
                ? adopter(handle, owner).map(user -> new Owner(owner.tenant(), owner.agent(), user))
                : Optional.empty();
    }

    private static Optional<Principal> adopter(Handle handle, Owner visitor) {
        return handle.select(FIND, visitor.agent().value(), visitor.principal().id())
                .map((row, _) -> StoredOwner.principal(row.getString("owner"), row.getString("email")))
                .findOne();
    }

    private boolean claim(Handle handle, Owner visitor, Principal user) {
        return handle.execute(CLAIM, visitor.tenant().value(), visitor.agent().value(), visitor.principal().id(),
                user.owner(), user.email(), clock.millis()) == 1;
    }

    /// The conversations first: that waits for messages on their way into them, which then move with the others.
    private static void move(Handle handle, Owner visitor, Principal user) {
        var tenant = visitor.tenant().value();
        var agent = visitor.agent().value();
        var from = visitor.principal().owner();
        handle.execute("UPDATE conversations SET owner = ?, email = ? " + VISITORS,
                user.owner(), user.email(), tenant, agent, from);
        handle.execute(MOVE_MESSAGES, user.owner(), user.owner(), tenant, agent, from);
        handle.execute("UPDATE feedback SET owner = ? " + VISITORS, user.owner(), tenant, agent, from);
    }
}
