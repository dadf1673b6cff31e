package dev.parley.knowledge;

import dev.parley.agents.AgentId;
import dev.parley.platform.database.Database;
import dev.parley.platform.events.Events;
import dev.parley.tenants.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/// Documents of agents on a real database, for tests.
public final class SampleKnowledge implements AutoCloseable {
    private final Database database;
    private final Knowledge knowledge;

    public SampleKnowledge(Database database) {
        this(database, new LazyEmbedder());
    }

    SampleKnowledge(Database database, Embedder embedder) {
        this.database = database;
        this.knowledge = Knowledge.start(database, new Events(), Clock.systemUTC(), embedder);
    }

    public Documents documents() {
        return knowledge.documents();
    }

    public Retrieval retrieval() {
        return knowledge.retrieval();
    }

    /// A tenant of its own with one agent.
    public AgentId newAgent(TenantId tenant) {
        var agent = AgentId.next();
        addAgent(tenant, agent);
        return agent;
    }

    public void addAgent(TenantId tenant, AgentId agent) {
        database.write(handle -> {
            handle.execute("INSERT INTO tenants (id, name, created_at) SELECT ?, 'Test', 0 "
                    + "WHERE NOT EXISTS (SELECT 1 FROM tenants WHERE id = ?)", tenant.value(), tenant.value());
            handle.execute("INSERT INTO agents (id, tenant_id, slug, definition, access, status, created_at, updated_at) "
                    + "VALUES (?, ?, ?, '{}', 'public', 'active', 0, 0)", agent.value(), tenant.value(), agent.value());
            return true;
        });
    }

    /// The three sample documents, indexed.
    public void addSamples(TenantId tenant, AgentId agent) {
        for (var name : new String[] {"shop-help.md", "handbook.html", "office.txt"}) {
            add(tenant, agent, name, sample(name));
        }
    }

    static byte[] sample(String name) {
        try (var in = Objects.requireNonNull(SampleKnowledge.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds a document and waits until it is indexed, well or not.
    public Document add(TenantId tenant, AgentId agent, String name, byte[] content) {
        return switch (documents().add(tenant, agent, name, null, content)) {
            case Addition.Added(var document) -> indexed(tenant, agent, document.id());
            case Addition.Rejected(var field, var detail) -> throw new AssertionError(field + ": " + detail);
        };
    }

    private Document indexed(TenantId tenant, AgentId agent, DocumentId id) {
        while (true) {
            var document = documents().find(tenant, agent, id).orElseThrow();
            if (document.state() != Document.State.INDEXING) {
                return document;
            }
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        knowledge.close();
    }
}
