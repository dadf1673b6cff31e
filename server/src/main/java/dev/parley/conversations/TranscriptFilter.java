package dev.parley.conversations;

import dev.parley.agents.AgentId;
import dev.parley.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which conversations are meant; null means any.
///
/// @param agents those of these agents
/// @param person those of this person
/// @param from   active last at that moment or later
/// @param until  active last before that moment
/// @param rating those with an answer rated so
/// @param failed those with an answer that failed
public record TranscriptFilter(
        @Nullable Set<AgentId> agents, @Nullable Person person, @Nullable Instant from, @Nullable Instant until,
        @Nullable Rated rating, @Nullable Failed failed) {
    public static final TranscriptFilter ALL = new TranscriptFilter(null, null, null, null, null, null);

    public TranscriptFilter {
        agents = agents == null ? null : Set.copyOf(agents);
    }

    /// All of one agent.
    public static TranscriptFilter of(AgentId agent) {
        return new TranscriptFilter(Set.of(agent), null, null, null, null, null);
    }

    /// The same, of this person only.
    public TranscriptFilter by(Person whom) {
        return new TranscriptFilter(agents, whom, from, until, rating, failed);
    }

    /// Whose conversations.
    public sealed interface Person {
        /// Exactly this principal.
        record Exactly(Principal principal) implements Person {}

        /// Whoever has this id, of whatever kind and issuer, or this e-mail address: for a search, never for a deletion.
        record Known(String idOrEmail) implements Person {
            List<String> owners() {
                return List.of("user:agent:" + idOrEmail, "user:tenant:" + idOrEmail, "user:hub:" + idOrEmail,
                        "member::" + idOrEmail, "visitor::" + idOrEmail);
            }
        }
    }

    /// @param rating    null for either
    /// @param commented only ratings that came with words
    public record Rated(Message.@Nullable Rating rating, boolean commented) {}

    /// @param code such as `model_timeout`; null for every failure
    public record Failed(@Nullable String code) {}

    Where where(String tenant) {
        var where = new Where("c.tenant_id = ?", tenant);
        if (agents != null) {
            where.in("c.agent_id", agents.stream().map(AgentId::value).sorted().toList());
        }
        if (person != null) {
            addPerson(where, tenant, person);
        }
        if (from != null) {
            where.and("c.updated_at >= ?", from.toEpochMilli());
        }
        if (until != null) {
            where.and("c.updated_at < ?", until.toEpochMilli());
        }
        if (rating != null) {
            addRating(where, tenant, rating);
        }
        if (failed != null) {
            addFailure(where, tenant, failed);
        }
        return where;
    }

    private static void addPerson(Where where, String tenant, Person person) {
        switch (person) {
            case Person.Exactly(var principal) -> where.and("c.owner = ?", principal.owner());
            case Person.Known known -> {
                // Two questions with an index each: with OR between them SQLite would read the whole tenant.
                var owners = new Where("tenant_id = ?", tenant).in("owner", known.owners());
                where.and("c.id IN (SELECT id FROM conversations" + owners.sql()
                        + " UNION ALL SELECT id FROM conversations WHERE tenant_id = ? AND email IS NOT NULL"
                        + " AND lower(email) = lower(?))",
                        owners.arguments(tenant, known.idOrEmail()));
            }
        }
    }

    private static void addRating(Where where, String tenant, Rated rated) {
        var condition = "SELECT conversation_id FROM feedback WHERE tenant_id = ?"
                + (rated.commented() ? " AND comment IS NOT NULL" : "");
        if (rated.rating() == null) {
            where.and("c.id IN (" + condition + ")", tenant);
        } else {
            where.and("c.id IN (" + condition + " AND rating = ?)", tenant, Rows.stored(rated.rating()));
        }
    }

    private static void addFailure(Where where, String tenant, Failed failed) {
        var condition = "SELECT conversation_id FROM messages WHERE tenant_id = ? AND failure IS NOT NULL";
        if (failed.code() == null) {
            where.and("c.id IN (" + condition + ")", tenant);
        } else {
            where.and("c.id IN (" + condition + " AND failure = ?)", tenant, failed.code());
        }
    }
}
