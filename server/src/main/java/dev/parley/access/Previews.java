package dev.parley.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Agent;
import dev.parley.agents.AgentId;
import dev.parley.identity.PreviewTickets;
import dev.parley.identity.PreviewTickets.Issued;
import dev.parley.identity.PreviewTickets.PreviewTicket;
import dev.parley.identity.Principal;
import dev.parley.members.Role;
import dev.parley.members.Sessions;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.json.Json;
import dev.parley.platform.json.MalformedJson;
import dev.parley.platform.json.StrictJson;
import dev.parley.tenants.TenantId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The previews of drafts, each of one login, one agent and one chosen identity. A preview lives as long as the login it
/// was opened in; its conversations are deleted when it ends.
public final class Previews {
    private static final RowMapper<Row> ROW = (row, _) -> new Row(
            row.getString("id"), new TenantId(row.getString("tenant_id")), new AgentId(row.getString("agent_id")),
            row.getString("session_id"), row.getString("variables"));

    private final Database database;
    private final PreviewTickets tickets;
    private final Sessions sessions;
    private final InstantSource clock;

    Previews(Database database, PreviewTickets tickets, Sessions sessions, InstantSource clock) {
        this.database = database;
        this.tickets = tickets;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// A preview that has ended while its conversations are still there.
    public record Ended(String id, TenantId tenant, AgentId agent) {
        /// Whose conversations they are.
        public Principal principal() {
            return PreviewTickets.principalOf(id);
        }
    }

    /// Opens a preview, or goes on with the one that the same login has of this agent as the same person.
    ///
    /// @param session the id of the login it lives as long as
    public Issued open(Agent agent, String session, PreviewIdentity identity) {
        var id = database.write(handle -> {
            insert(handle, agent, session, identity);
            return handle.createQuery("""
                            SELECT id FROM previews WHERE session_id = :session AND agent_id = :agent
                            AND issuer = :issuer AND user_id = :user""")
                    .bind("session", session).bind("agent", agent.id().value())
                    .bind("issuer", issuer(identity)).bind("user", user(identity)).mapTo(String.class).one();
        });
        return tickets.issue(agent, id);
    }

    private void insert(Handle handle, Agent agent, String session, PreviewIdentity identity) {
        handle.createUpdate("""
                        INSERT INTO previews
                            (id, tenant_id, agent_id, session_id, issuer, user_id, variables, created_at)
                        VALUES (:id, :tenant, :agent, :session, :issuer, :user, :variables, :now)
                        ON CONFLICT (session_id, agent_id, issuer, user_id)
                        DO UPDATE SET variables = excluded.variables""")
                .bind("id", Ids.next(PreviewTickets.ID_PREFIX)).bind("tenant", agent.tenant().value())
                .bind("agent", agent.id().value()).bind("session", session)
                .bind("issuer", issuer(identity)).bind("user", user(identity))
                .bind("variables", write(identity.variables()).toString()).bind("now", clock.millis()).execute();
    }

    /// What a ticket opens now; empty if it is over or another agent's, or if the login behind it has ended or may no
    /// longer build agents.
    public Optional<Preview> read(Agent agent, String ticket) {
        return tickets.read(agent, ticket).flatMap(read -> find(agent, read.preview())
                .filter(this::isLive)
                .map(row -> preview(row, read)));
    }

    private Preview preview(Row row, PreviewTicket ticket) {
        return new Preview(ticket.principal(), read(row.variables), ticket.expiresAt());
    }

    private Optional<Row> find(Agent agent, String id) {
        return database.read(handle -> handle
                .createQuery("SELECT * FROM previews WHERE id = :id AND tenant_id = :tenant AND agent_id = :agent")
                .bind("id", id).bind("tenant", agent.tenant().value()).bind("agent", agent.id().value())
                .map(ROW).findOne());
    }

    private boolean isLive(Row row) {
        return sessions.memberOf(row.session)
                .filter(member -> member.tenant().equals(row.tenant) && member.role().covers(Role.BUILDER))
                .isPresent();
    }

    /// The previews whose login has ended or may no longer build agents, of all tenants.
    public List<Ended> ended() {
        List<Row> all = database.read(handle -> handle.createQuery("SELECT * FROM previews").map(ROW).list());
        return all.stream().filter(row -> !isLive(row)).map(row -> new Ended(row.id, row.tenant, row.agent)).toList();
    }

    /// Forgets a preview whose conversations are gone.
    public void forget(Ended preview) {
        database.write(handle -> handle.createUpdate("DELETE FROM previews WHERE id = :id AND tenant_id = :tenant")
                .bind("id", preview.id()).bind("tenant", preview.tenant().value()).execute());
    }

    private static String issuer(PreviewIdentity identity) {
        return identity.issuer() == null ? "" : identity.issuer().name().toLowerCase(Locale.ROOT);
    }

    private static String user(PreviewIdentity identity) {
        return Objects.requireNonNullElse(identity.userId(), "");
    }

    private static ObjectNode write(Map<String, Object> variables) {
        var json = Json.object();
        variables.forEach(json::putPOJO);
        return json;
    }

    private static Map<String, Object> read(String variables) {
        try {
            var values = new HashMap<String, Object>();
            for (var entry : StrictJson.object(variables).properties()) {
                var value = entry.getValue();
                values.put(entry.getKey(), value.isNumber() ? value.numberValue()
                        : value.isBoolean() ? value.booleanValue() : value.asText());
            }
            return values;
        } catch (MalformedJson e) {
            throw new IllegalStateException("The stored variables of a preview are not JSON", e);
        }
    }

    private record Row(String id, TenantId tenant, AgentId agent, String session, String variables) {}
}
