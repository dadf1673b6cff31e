package dev.parley.agents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.Database.Dialect;
import dev.parley.platform.events.Events;
import dev.parley.tenants.TenantId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The agents that were asked for lately, as the database has them now: every connection asks for its agent twice, and
/// agents change rarely. Over PostgreSQL every question is asked there, since another node may have changed the agent.
/// An SQLite database has this process alone as its writer, so there an answer holds until an agent changes.
final class LiveAgents {
    /// In characters of what builders wrote.
    private static final long KEPT = 16 * 1024 * 1024;
    /// What an agent weighs without its texts.
    private static final int FRAME = 1_000;

    private final Database database;
    private final boolean soleWriter;
    private final AtomicLong epoch = new AtomicLong();
    private final Cache<Question, Answer> answers = Caffeine.newBuilder().maximumWeight(KEPT)
            .<Question, Answer>weigher((_, answer) -> answer.weight()).build();

    /// A change is announced when it is on disk and before whoever made it hears of that, so nobody meets the agent from
    /// before it. Made before other listeners of [AgentChanged], so that what they ask is asked of the agent after it.
    LiveAgents(Database database, Events events) {
        this.database = database;
        this.soleWriter = database.dialect() == Dialect.SQLITE;
        events.subscribe(AgentChanged.class, _ -> epoch.incrementAndGet());
    }

    /// The agent that `read` finds; what it does not find is asked again each time.
    ///
    /// @param tenant whose agent alone is meant; null for any
    Optional<Agent> find(@Nullable TenantId tenant, String reference, Database.Work<Optional<Agent>> read) {
        if (!soleWriter) {
            return database.read(read);
        }
        var question = new Question(tenant, reference);
        // Taken before the row is read: an answer that a change has overtaken is then never current.
        long asked = epoch.get();
        var answer = answers.getIfPresent(question);
        if (answer != null && answer.epoch == asked) {
            return Optional.of(answer.agent);
        }
        var found = database.read(read);
        found.ifPresent(agent -> answers.put(question, new Answer(asked, agent)));
        return found;
    }

    private record Question(@Nullable TenantId tenant, String reference) {}

    /// What the database said while the epoch was this one.
    private record Answer(long epoch, Agent agent) {
        int weight() {
            var definition = agent.definition();
            return FRAME + definition.instructions().length() + definition.greeting().length();
        }
    }
}
